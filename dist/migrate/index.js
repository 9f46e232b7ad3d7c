import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 4791:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1888);
/* harmony import */ var _lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4734);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5460);
/* harmony import */ var _post_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4273);




const services = {
    ecs: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(228), __nccwpck_require__.e(116)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9116)),
    ecr: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(557), __nccwpck_require__.e(203)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5203)),
    logs: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(299), __nccwpck_require__.e(510)]).then(__nccwpck_require__.bind(__nccwpck_require__, 510)),
    sts: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(501), __nccwpck_require__.e(17)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3017)),
};
await (0,_lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_1__/* .runAction */ .C)({
    name: 'migrate',
    main: (context) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .main */ .i)(context, (0,_lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__/* .openAws */ .e)(context, services)),
    post: (context) => (0,_post_js__WEBPACK_IMPORTED_MODULE_3__/* .post */ .b)(context, (0,_lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__/* .openAws */ .e)(context, services)),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cf: () => (/* binding */ saveIntent),
/* harmony export */   TL: () => (/* binding */ saveSettled),
/* harmony export */   WT: () => (/* binding */ unfinishedIntent)
/* harmony export */ });
// What the post step needs to stop a migration whose step was killed: saved before a task may live, where `on-cancel` is `stop`.
const INTENT = 'migrate-stop-intent';
const SETTLED = 'migrate-settled';
function saveIntent(state, intent) {
    state.save(INTENT, JSON.stringify(intent));
}
function saveSettled(state) {
    state.save(SETTLED, 'true');
}
/** What main left unfinished, or undefined. */
function unfinishedIntent(state) {
    const saved = state.read(INTENT);
    return saved === undefined || state.read(SETTLED) === 'true' ? undefined : JSON.parse(saved);
}


/***/ }),

/***/ 5460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
;// CONCATENATED MODULE: ./build/lib/aws/deployment-snapshot.js
// One service deployment of DescribeServiceDeployments, to a DeploymentSnapshot. What ECS does not say is absent.
const STATUSES = {
    PENDING: true,
    IN_PROGRESS: true,
    SUCCESSFUL: true,
    STOPPED: true,
    STOP_REQUESTED: true,
    ROLLBACK_REQUESTED: true,
    ROLLBACK_IN_PROGRESS: true,
    ROLLBACK_SUCCESSFUL: true,
    ROLLBACK_FAILED: true,
};
function deployment_snapshot_statusOf(status) {
    return status !== undefined && Object.hasOwn(STATUSES, status) ? status : 'UNRECOGNISED';
}
function deployment_snapshot_deploymentSnapshot(found) {
    const { statusReason, lifecycleStage, lifecycleHookDetails, deploymentCircuitBreaker: breaker, alarms, rollback, } = found;
    return {
        arn: found.serviceDeploymentArn ?? '',
        status: deployment_snapshot_statusOf(found.status),
        rawStatus: found.status ?? 'no status',
        createdAt: found.createdAt?.getTime() ?? 0,
        target: countsOf(found.targetServiceRevision ?? {}),
        sources: (found.sourceServiceRevisions ?? []).map(countsOf),
        ...(statusReason === undefined ? {} : { statusReason }),
        ...(lifecycleStage === undefined ? {} : { lifecycleStage }),
        ...(breaker === undefined
            ? {}
            : {
                circuitBreaker: {
                    status: breaker.status ?? '',
                    failureCount: breaker.failureCount ?? 0,
                    threshold: breaker.threshold ?? 0,
                },
            }),
        ...(alarms === undefined
            ? {}
            : {
                alarms: {
                    status: alarms.status ?? '',
                    triggered: alarms.triggeredAlarmNames ?? [],
                    names: alarms.alarmNames ?? [],
                },
            }),
        ...(lifecycleHookDetails === undefined ? {} : { hooks: lifecycleHookDetails.map(hookSnapshot) }),
        ...(rollback === undefined
            ? {}
            : {
                rollback: {
                    ...(rollback.reason === undefined ? {} : { reason: rollback.reason }),
                    ...(rollback.serviceRevisionArn === undefined ? {} : { revisionArn: rollback.serviceRevisionArn }),
                },
            }),
    };
}
function hookSnapshot(hook) {
    const { targetArn, expiresAt, timeoutAction } = hook;
    return {
        id: hook.hookId ?? '',
        targetType: hook.targetType ?? '',
        status: hook.status ?? '',
        ...(targetArn === undefined ? {} : { target: targetArn }),
        ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() }),
        ...(timeoutAction === undefined ? {} : { timeoutAction }),
    };
}
function countsOf(revision) {
    const weight = revision.requestedProductionTrafficWeight;
    return {
        revisionArn: revision.arn ?? '',
        requested: revision.requestedTaskCount ?? 0,
        running: revision.runningTaskCount ?? 0,
        pending: revision.pendingTaskCount ?? 0,
        ...(weight === undefined ? {} : { productionWeight: weight }),
    };
}

// EXTERNAL MODULE: ./build/lib/core/arn.js
var core_arn = __nccwpck_require__(9661);
// EXTERNAL MODULE: ./build/lib/core/near-names.js
var near_names = __nccwpck_require__(8451);
// EXTERNAL MODULE: ./build/lib/core/shell-word.js
var shell_word = __nccwpck_require__(3577);
// EXTERNAL MODULE: ./build/lib/core/task-definition.js
var task_definition = __nccwpck_require__(5187);
;// CONCATENATED MODULE: ./build/lib/aws/missing-names.js
// A cluster or a service that does not exist, in the user's words: where it was looked for, and what there is instead.





/** Runs a request, and turns "no such cluster" into the user's words. */
async function inCluster(api, cluster, request) {
    try {
        return await request();
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.code !== 'ClusterNotFoundException')
            throw error;
        const arns = await arnsOrNone(async () => (await api.call('ecs', 'ListClusters', {})).clusterArns);
        throw new errors/* UserError */.yo(`cluster: there is no cluster "${cluster}" ${whereIs(arns[0] ?? '')}.${(0,near_names/* suggestion */.h)((0,core_arn/* lastPart */.S_)(cluster), arns.map(core_arn/* lastPart */.S_))}`, { cause: error });
    }
}
/** ECS says under which ARN it looked, and so in which account and region. */
function missingArn({ failures, services }) {
    const [found] = [failures, services].flatMap((list) => (Array.isArray(list) ? list.filter(task_definition/* isRaw */.Zi) : []));
    const arn = found?.arn ?? found?.serviceArn;
    return typeof arn === 'string' ? arn : undefined;
}
/** ` in account 123456789012, region eu-west-1`: a name that is right elsewhere is the most common mistake. */
function whereIs(arn) {
    const parts = (0,core_arn/* parseArn */.Lw)(arn);
    return parts === undefined ? 'in this account and region' : `in account ${parts.account}, region ${parts.region}`;
}
async function missingService(api, ref, { isInactive, arn }) {
    const known = await arnsOrNone(async () => (await api.call('ecs', 'ListServices', { cluster: ref.cluster, maxResults: 100 })).serviceArns);
    const what = isInactive
        ? `service "${ref.service}" of cluster "${ref.cluster}" ${whereIs(arn)} was deleted (INACTIVE).`
        : `cluster "${ref.cluster}" ${whereIs(arn)} has no service "${ref.service}".`;
    return `service: ${what}${(0,near_names/* suggestion */.h)((0,core_arn/* lastPart */.S_)(ref.service), known.map(core_arn/* lastPart */.S_))} List them with: aws ecs list-services --cluster ${(0,shell_word/* shellWord */.r)(ref.cluster)}`;
}
/** Near names are a courtesy: a role that may not list gets its error without them. */
async function arnsOrNone(list) {
    try {
        return (await list()) ?? [];
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: ./build/lib/aws/service-snapshot.js
var service_snapshot = __nccwpck_require__(1790);
;// CONCATENATED MODULE: ./build/lib/aws/ecs.js
// ECS's answers as snapshots. Names that do not exist become a UserError with near names; what ECS does not say is absent.




/** Throws UserError when the cluster or the service does not exist. */
async function describeService(api, ref) {
    const answer = await inCluster(api, ref.cluster, () => api.raw('ecs', 'DescribeServices', { cluster: ref.cluster, services: [ref.service] }));
    const [raw] = Array.isArray(answer.services) ? answer.services : [];
    if (raw === undefined || raw.status === 'INACTIVE')
        throw new errors/* UserError */.yo(await missingService(api, ref, { isInactive: raw !== undefined, arn: missingArn(answer) ?? '' }));
    return (0,service_snapshot/* serviceSnapshot */.e)(raw);
}
/** Newest first. Stops after as many pages as `most` needs. */
async function listServiceDeployments(api, ref, options = {}) {
    const most = options.most ?? 100;
    const list = [];
    let nextToken;
    do {
        const answer = await api.call('ecs', 'ListServiceDeployments', {
            cluster: ref.cluster,
            service: ref.service,
            maxResults: Math.min(100, most),
            ...(options.createdAfter === undefined ? {} : { createdAt: { after: new Date(options.createdAfter) } }),
            ...(nextToken === undefined ? {} : { nextToken }),
        });
        for (const brief of answer.serviceDeployments ?? []) {
            list.push({
                arn: brief.serviceDeploymentArn ?? '',
                status: statusOf(brief.status),
                targetRevisionArn: brief.targetServiceRevisionArn ?? '',
                createdAt: brief.createdAt?.getTime() ?? 0,
                ...(brief.statusReason === undefined ? {} : { statusReason: brief.statusReason }),
                ...(brief.finishedAt === undefined ? {} : { finishedAt: brief.finishedAt.getTime() }),
            });
        }
        nextToken = answer.nextToken;
    } while (nextToken !== undefined && list.length < most);
    return list.sort((a, b) => b.createdAt - a.createdAt);
}
/** Undefined when ECS no longer knows it. */
async function describeServiceDeployment(api, arn) {
    const answer = await api.call('ecs', 'DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
    const found = answer.serviceDeployments?.[0];
    return found === undefined ? undefined : deploymentSnapshot(found);
}
async function describeServiceRevisions(api, arns) {
    const wanted = [...new Set(arns)].filter((arn) => arn !== '');
    const found = new Map();
    // AWS takes 20 at a time.
    for (let start = 0; start < wanted.length; start += 20) {
        const answer = await api.call('ecs', 'DescribeServiceRevisions', {
            serviceRevisionArns: wanted.slice(start, start + 20),
        });
        for (const revision of answer.serviceRevisions ?? []) {
            const arn = revision.serviceRevisionArn ?? '';
            found.set(arn, {
                arn,
                taskDefinitionArn: revision.taskDefinition ?? '',
                images: (revision.containerImages ?? []).map((image) => ({
                    container: image.containerName ?? '',
                    image: image.image ?? '',
                    ...(image.imageDigest === undefined ? {} : { digest: image.imageDigest }),
                })),
                settings: settingsOf(revision),
                ...(revision.createdAt === undefined ? {} : { createdAt: revision.createdAt.getTime() }),
            });
        }
    }
    return found;
}
/** Without what names the revision, and what ECS finds out by itself. */
function settingsOf(revision) {
    const { serviceRevisionArn: _a, serviceArn: _b, clusterArn: _c, taskDefinition: _d, ...settings } = revision;
    const { createdAt: _e, containerImages: _f, resolvedConfiguration: _g, guardDutyEnabled: _h, ...rest } = settings;
    const { platformFamily: _i, fargateEphemeralStorage: _j, ...configured } = rest;
    return configured;
}
/** `family`, `family:revision` or ARN. Throws UserError when there is none. */
async function describeTaskDefinition(api, taskDefinition) {
    try {
        const answer = await api.raw('ecs', 'DescribeTaskDefinition', { taskDefinition, include: ['TAGS'] });
        return {
            definition: (answer.taskDefinition ?? {}),
            tags: Array.isArray(answer.tags) ? answer.tags : [],
        };
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ && error.kind === 'refused') {
            throw new errors/* UserError */.yo(`task-definition: "${taskDefinition}" does not exist in this account and region (${error.awsMessage})`, { cause: error });
        }
        throw error;
    }
}
async function registerTaskDefinition(api, definition) {
    const answer = await api.raw('ecs', 'RegisterTaskDefinition', definition);
    const registered = (answer.taskDefinition ?? {});
    return { arn: String(registered.taskDefinitionArn ?? ''), definition: registered };
}
async function updateService(api, input) {
    const answer = await api.raw('ecs', 'UpdateService', input);
    return serviceSnapshot((answer.service ?? {}));
}
/** Asks ECS to go back to the source of the deployment. */
async function requestRollback(api, serviceDeploymentArn) {
    await api.call('ecs', 'StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
}

;// CONCATENATED MODULE: ./build/lib/core/image.js
// Image references: `registry/repository:tag@sha256:…`, taken apart and put together.
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
/** Undefined when the text is no image reference. The grammar is that of the distribution project's reference package. */
function parseImage(text) {
    const [named = '', digest, ...rest] = text.split('@');
    if (rest.length > 0 || (digest !== undefined && !DIGEST.test(digest)))
        return undefined;
    const slash = named.indexOf('/');
    const first = slash < 0 ? '' : named.slice(0, slash);
    // Only what looks like a host is one: docker reads `library/node` as a repository of its hub.
    const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
    const path = hasRegistry ? named.slice(slash + 1) : named;
    const colon = path.lastIndexOf(':');
    const repository = colon < 0 ? path : path.slice(0, colon);
    const tag = colon < 0 ? undefined : path.slice(colon + 1);
    if (!REPOSITORY.test(repository) || (tag !== undefined && !TAG.test(tag)))
        return undefined;
    return {
        repository,
        ...(hasRegistry ? { registry: first } : {}),
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}
function renderImage(image) {
    const name = image.registry === undefined ? image.repository : `${image.registry}/${image.repository}`;
    return `${name}${image.tag === undefined ? '' : `:${image.tag}`}${image.digest === undefined ? '' : `@${image.digest}`}`;
}
/** The whole digest: `sha256:` and 64 hexadecimal digits. */
function isDigest(text) {
    return DIGEST.test(text);
}
/** `repository@sha256:…` without the tag: what is pinned needs no name that moves. */
function pinned(image, digest) {
    return renderImage({
        repository: image.repository,
        digest,
        ...(image.registry === undefined ? {} : { registry: image.registry }),
    });
}
/** `sha256:0123456789ab…` → `sha256:0123456789ab`: enough for a reader. */
function shortDigest(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
/** `app@sha256:0123456789ab` for a pinned reference, others as they are: for people, not for programs. */
function shortImage(text) {
    const image = parseImage(text);
    return image?.digest === undefined ? text : `${image.repository}@${shortDigest(image.digest)}`;
}
/** Account and region of a host of Amazon ECR, in every partition; undefined for other registries. */
function ecrHost(registry) {
    const match = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.[a-z.]+|on\.aws|[a-z0-9.-]+)$/.exec(registry);
    return match === null ? undefined : { account: match[1] ?? '', region: match[2] ?? '' };
}

;// CONCATENATED MODULE: ./build/lib/aws/ecr.js
// ECR's answers as plain data: repositories, what their tags point to, and the password of their registry.

/** Undefined when it does not exist. */
async function describeRepository(api, ref) {
    try {
        const input = { repositoryNames: [ref.name], ...registryOf(ref) };
        const answer = await api.call('ecr', 'DescribeRepositories', input, regionOf(ref));
        return repositoryOf(ref, answer.repositories?.[0] ?? {});
    }
    catch (error) {
        if (isCode(error, 'RepositoryNotFoundException'))
            return undefined;
        throw error;
    }
}
/** The names in the same registry, for hints; empty when they may not be listed. */
async function listRepositoryNames(api, ref) {
    const names = [];
    let nextToken;
    try {
        do {
            const input = { ...registryOf(ref), maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) };
            const answer = await api.call('ecr', 'DescribeRepositories', input, regionOf(ref));
            names.push(...(answer.repositories ?? []).map(({ repositoryName }) => repositoryName ?? ''));
            nextToken = answer.nextToken;
        } while (nextToken !== undefined);
    }
    catch (error) {
        // A hint is no reason to fail: a role may well be allowed to see its own repository and no other.
        if (!(error instanceof errors/* AwsFailure */.OQ))
            throw error;
    }
    return names;
}
/** With AWS's defaults for everything; one that somebody else made meanwhile is as good. */
async function createRepository(api, ref) {
    try {
        const input = { repositoryName: ref.name, ...registryOf(ref) };
        const answer = await api.call('ecr', 'CreateRepository', input, regionOf(ref));
        return repositoryOf(ref, answer.repository ?? {});
    }
    catch (error) {
        const existing = isCode(error, 'RepositoryAlreadyExistsException') ? await describeRepository(api, ref) : undefined;
        if (existing === undefined)
            throw error;
        return existing;
    }
}
/** What the tags point to now; tags that do not exist are absent. */
async function readTags(api, repository, tags) {
    const found = new Map();
    // AWS takes 100 at a time.
    for (let start = 0; start < tags.length; start += 100) {
        const imageIds = tags.slice(start, start + 100).map((imageTag) => ({ imageTag }));
        for (const image of await getImages(api, repository, imageIds))
            found.set(image.imageId?.imageTag ?? '', taggedImageOf(image));
    }
    return found;
}
/** The manifest or index that has this digest; undefined when there is none. */
async function readManifest(api, repository, imageDigest) {
    const [image] = await getImages(api, repository, [{ imageDigest }]);
    return image === undefined ? undefined : taggedImageOf(image);
}
async function getImages(api, repository, imageIds) {
    const input = {
        repositoryName: repository.name,
        ...registryOf(repository),
        imageIds,
        acceptedMediaTypes: [...MANIFEST_TYPES],
    };
    const answer = await api.call('ecr', 'BatchGetImage', input, regionOf(repository));
    return answer.images ?? [];
}
function taggedImageOf({ imageId, imageManifest, imageManifestMediaType }) {
    return {
        digest: imageId?.imageDigest ?? '',
        manifest: imageManifest ?? '',
        mediaType: imageManifestMediaType ?? '',
    };
}
/** Without these ECR converts what it answers to an old manifest type, with another digest. */
const MANIFEST_TYPES = (/* unused pure expression or super */ null && ([
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
]));
/** The image behind a tag or a digest, with all its tags; undefined when there is none. */
async function describeImage(api, repository, id) {
    try {
        const input = { repositoryName: repository.name, ...registryOf(repository), imageIds: [id] };
        const answer = await api.call('ecr', 'DescribeImages', input, regionOf(repository));
        const [image] = answer.imageDetails ?? [];
        if (image?.imageDigest === undefined)
            return undefined;
        return {
            digest: image.imageDigest,
            tags: image.imageTags ?? [],
            ...(image.imageSizeInBytes === undefined ? {} : { sizeInBytes: image.imageSizeInBytes }),
        };
    }
    catch (error) {
        if (isCode(error, 'ImageNotFoundException'))
            return undefined;
        throw error;
    }
}
/** One more name for an image that ECR has. */
async function addTag(api, repository, image, tag) {
    try {
        const input = {
            repositoryName: repository.name,
            ...registryOf(repository),
            imageManifest: image.manifest,
            imageManifestMediaType: image.mediaType,
            imageTag: tag,
        };
        await api.call('ecr', 'PutImage', input, regionOf(repository));
    }
    catch (error) {
        // ECR says so when this image has this tag already, which is what was wanted.
        if (!isCode(error, 'ImageAlreadyExistsException'))
            throw error;
    }
}
/** Good for every registry of the region that the credentials may use, for twelve hours. */
async function readRegistryLogin(api, ref) {
    const answer = await api.call('ecr', 'GetAuthorizationToken', {}, regionOf(ref));
    const data = answer.authorizationData?.[0];
    const token = data?.authorizationToken ?? '';
    const [username = '', ...rest] = Buffer.from(token, 'base64').toString('utf8').split(':');
    const password = rest.join(':');
    const endpoint = (data?.proxyEndpoint ?? '').replace(/\/+$/, '');
    const host = endpoint.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
    return { username, password, endpoint, host, secrets: [token, password] };
}
/** The account whose credentials these are. */
async function readCallerAccount(api) {
    return (await api.call('sts', 'GetCallerIdentity', {})).Account ?? '';
}
function repositoryOf(ref, described) {
    const uri = described.repositoryUri ?? '';
    return {
        name: described.repositoryName ?? ref.name,
        account: described.registryId ?? '',
        host: uri.slice(0, Math.max(0, uri.indexOf('/'))),
        mutability: described.imageTagMutability ?? 'MUTABLE',
        exclusions: (described.imageTagMutabilityExclusionFilters ?? []).map(({ filter }) => filter ?? ''),
        ...(ref.region === undefined ? {} : { region: ref.region }),
    };
}
/** Absent members mean the caller's own. */
function registryOf({ account }) {
    return account === undefined ? {} : { registryId: account };
}
function regionOf({ region }) {
    return region === undefined ? {} : { region };
}
function isCode(error, code) {
    return error instanceof errors/* AwsFailure */.OQ && error.code === code;
}

;// CONCATENATED MODULE: ./build/lib/aws/image-digest.js
// Which digest an image reference means in ECR, and whether it is there at all. What cannot be known is said, never guessed.





/** `repository`: where ECR has said already that the image's repository is. */
async function lookUpImage(api, image, repository) {
    if (repository !== undefined)
        return lookUpInRepository(api, image, repository);
    const shown = renderImage(image);
    try {
        const answer = await api.call('ecr', 'DescribeRepositories', { repositoryNames: [image.repository] });
        const uri = answer.repositories?.[0]?.repositoryUri ?? '';
        if (uri !== `${image.registry}/${image.repository}`)
            return { kind: 'unknown', why: `${shown} is not in this account's ECR (${uri} is)`, isElsewhere: true };
    }
    catch (error) {
        return repositoryFailure(api, image, error);
    }
    return lookUpInRepository(api, image, { name: image.repository });
}
async function lookUpInRepository(api, image, ref) {
    const imageId = image.digest === undefined ? { imageTag: image.tag ?? 'latest' } : { imageDigest: image.digest };
    try {
        const input = { repositoryName: ref.name, ...registryOf(ref), imageIds: [imageId] };
        const answer = await api.call('ecr', 'DescribeImages', input, regionOf(ref));
        const { imageDigest: digest, imageStatus = 'ACTIVE', imageTags: tags = [] } = answer.imageDetails?.[0] ?? {};
        if (digest !== undefined && imageStatus === 'ACTIVATING')
            return {
                kind: 'missing',
                isRestoring: true,
                why: `${renderImage(image)} is being restored from the archive of ECR (${imageStatus}), and cannot be pulled until that is done: run this job again then, within some 20 minutes`,
            };
        // Archived images are described, but a pull of one gets a 404 (docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html).
        if (digest !== undefined && imageStatus !== 'ACTIVE')
            return {
                kind: 'missing',
                why: `ECR has ${renderImage(image)} in its archive only (${imageStatus}), where nothing can be pulled: restore it with aws ecr update-image-storage-class --repository-name ${(0,shell_word/* shellWord */.r)(ref.name)} --image-id ${(0,shell_word/* shellWord */.r)(`imageDigest=${digest}`)} --target-storage-class STANDARD`,
            };
        return digest === undefined
            ? { kind: 'missing', why: `ECR has no image ${renderImage(image)}` }
            : { kind: 'found', digest, tags };
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ))
            throw error;
        if (error.code === 'ImageNotFoundException') {
            if (await isPulledThrough(api, ref))
                return pulledThrough(image);
            const known = image.digest === undefined ? await tagsOf(api, image.repository) : [];
            return {
                kind: 'missing',
                why: `ECR repository "${image.repository}" has no image ${image.digest ?? `with the tag "${image.tag ?? 'latest'}"`}.${(0,near_names/* suggestion */.h)(image.tag ?? '', known)}`,
            };
        }
        if (error.kind === 'denied')
            return { kind: 'unknown', why: error.message };
        throw error;
    }
}
async function repositoryFailure(api, image, error) {
    if (!(error instanceof errors/* AwsFailure */.OQ))
        throw error;
    if (error.kind === 'denied')
        return { kind: 'unknown', why: error.message };
    if (error.code === 'InvalidParameterException')
        return { kind: 'unknown', why: `${renderImage(image)} is not in ECR`, isElsewhere: true };
    if (error.code !== 'RepositoryNotFoundException')
        throw error;
    const hosts = await hostsOf(api);
    const inThisRegistry = image.registry !== undefined && hosts.has(image.registry);
    const looksLikeEcr = image.registry !== undefined && ecrHost(image.registry) !== undefined;
    if (!inThisRegistry)
        return {
            kind: 'unknown',
            why: looksLikeEcr
                ? `${renderImage(image)} is in another account's or region's ECR`
                : `${renderImage(image)} is not in ECR`,
            isElsewhere: true,
        };
    if (await isPulledThrough(api, { name: image.repository }))
        return pulledThrough(image);
    return { kind: 'missing', why: `ECR has no repository "${image.repository}".` };
}
function pulledThrough(image) {
    return {
        kind: 'unknown',
        why: `ECR does not have ${renderImage(image)} yet, or no more, and fetches it from upstream when it is pulled (pull-through cache)`,
    };
}
/** The prefix of a rule for a whole registry (docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html). */
const WHOLE_REGISTRY = 'ROOT';
/** What is fetched has at least two parts in its name. Who may not ask for the rules takes it that there are none: they are few. */
async function isPulledThrough(api, ref) {
    if (!ref.name.includes('/'))
        return false;
    try {
        const answer = await api.call('ecr', 'DescribePullThroughCacheRules', registryOf(ref), regionOf(ref));
        return (answer.pullThroughCacheRules ?? []).some(({ ecrRepositoryPrefix: prefix = '' }) => prefix === WHOLE_REGISTRY || ref.name.startsWith(`${prefix}/`));
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ && (error.kind === 'denied' || error.kind === 'refused'))
            return false;
        throw error;
    }
}
/** The registry hosts of this account and region, as ECR itself names them. */
async function hostsOf(api) {
    try {
        const answer = await api.call('ecr', 'DescribeRepositories', { maxResults: 10 });
        return new Set((answer.repositories ?? []).map(({ repositoryUri = '', repositoryName = '' }) => repositoryUri.slice(0, -repositoryName.length - 1)));
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return new Set();
        throw error;
    }
}
async function tagsOf(api, repositoryName) {
    try {
        const answer = await api.call('ecr', 'ListImages', {
            repositoryName,
            filter: { tagStatus: 'TAGGED' },
            maxResults: 100,
        });
        return (answer.imageIds ?? []).flatMap(({ imageTag }) => (imageTag === undefined ? [] : [imageTag]));
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/lib/core/repository.js
// A repository in ECR as people name it: by name, URI or ARN. ECR itself is asked elsewhere.



/** A name, a URI or an ARN; or the sentence that says what is wrong with it. */
function parseRepository(text) {
    const arn = (0,core_arn/* parseArn */.Lw)(text);
    if (arn?.service === 'ecr' && arn.resource.startsWith('repository/'))
        return { name: arn.resource.slice('repository/'.length), account: arn.account, region: arn.region };
    // By its grammar alone any other ARN with a path would be an image's name.
    const image = text.startsWith('arn:') ? undefined : parseImage(text.replace(/\/+$/, ''));
    if (image === undefined)
        return `"${text}" is not a repository; allowed: its name (team/web), its URI (123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web) or its ARN`;
    if (image.tag !== undefined || image.digest !== undefined)
        return `"${text}" names an image; give the repository alone`;
    const host = image.registry === undefined ? undefined : ecrHost(image.registry);
    return {
        name: image.repository,
        ...(image.registry === undefined ? {} : { host: image.registry }),
        ...(host === undefined ? {} : { account: host.account, region: host.region }),
    };
}
/** `others`: the names in the same registry; `account` where it is known. */
function noSuchRepository(name, others, account) {
    const where = account === undefined ? 'this account' : `account ${account}`;
    return `ECR of ${where} has no repository "${name}".${(0,near_names/* suggestion */.h)(name, others)}`;
}

;// CONCATENATED MODULE: ./build/lib/aws/located-images.js
// Where an image is that was given by its digest and a repository's name or ARN: ECR is asked once for the repository's registry.



/** The same images, each with its registry. Throws UserError when ECR does not have the repository, or does not say where it is. */
async function locateImages(api, images) {
    const wanted = images.find(({ repository }) => repository !== undefined)?.repository;
    if (wanted === undefined)
        return [...images];
    // There is one input `repository`, so all images without a registry are in it.
    const { host } = await located_images_repositoryOf(api, wanted);
    return images.map((requested) => requested.repository === undefined ? requested : { ...requested, image: { ...requested.image, registry: host } });
}
async function located_images_repositoryOf(api, ref) {
    let found;
    try {
        found = await describeRepository(api, ref);
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind !== 'denied')
            throw error;
        throw new errors/* UserError */.yo(`repository: ${error.message} Or give the repository by its URI: then nobody has to be asked where it is.`, { cause: error });
    }
    if (found !== undefined)
        return found;
    const others = await listRepositoryNames(api, ref);
    throw new errors/* UserError */.yo(`repository: ${noSuchRepository(ref.name, others, ref.account)}`);
}

// EXTERNAL MODULE: ./build/lib/aws/one-off-tasks.js
var one_off_tasks = __nccwpck_require__(7421);
// EXTERNAL MODULE: ./build/lib/aws/retry.js
var retry = __nccwpck_require__(4084);
// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(2720);
// EXTERNAL MODULE: ./build/lib/core/sentence.js
var sentence = __nccwpck_require__(7833);
// EXTERNAL MODULE: ./build/lib/github/cancelled.js
var github_cancelled = __nccwpck_require__(925);
;// CONCATENATED MODULE: ./build/lib/github/origins.js
// Says where the values of a step come from, when that is not plain to see in the workflow.
function sayOrigins(log, inputs) {
    for (const [name, origin] of inputs.origins()) {
        if (origin.kind === 'terraform')
            log.line(`${name} comes from Terraform output "${origin.output}" (${origin.from}).`);
    }
}

;// CONCATENATED MODULE: ./build/lib/aws/logs.js
// Container logs in CloudWatch Logs, by GetLogEvents: no live-tail permission is needed.



/** `<prefix>/<container>/<task id>`, for each container with the awslogs driver and a prefix; others cannot be read from here. */
function logStreamsOf(definition, taskArn) {
    return (0,task_definition/* containersOf */.Mz)(definition).flatMap((container) => {
        const log = (0,task_definition/* rawOf */.UD)(container.logConfiguration);
        const options = (0,task_definition/* rawOf */.UD)(log.options);
        const group = options['awslogs-group'];
        const prefix = options['awslogs-stream-prefix'];
        const region = options['awslogs-region'];
        if (log.logDriver !== 'awslogs' || typeof group !== 'string' || typeof prefix !== 'string')
            return [];
        const name = String(container.name);
        return [
            {
                container: name,
                group,
                stream: `${prefix}/${name}/${(0,core_arn/* lastPart */.S_)(taskArn)}`,
                ...(typeof region === 'string' ? { region } : {}),
            },
        ];
    });
}
/** From the beginning, or from where `token` left off. A stream that is not there yet is empty: it appears with its first line. */
async function readLog(api, ref, token) {
    return readPage(api, ref, { startFromHead: true, ...(token === undefined ? {} : { nextToken: token }) }, token);
}
/** The newest lines, oldest of them first. */
async function readLogTail(api, ref, most) {
    return (await readPage(api, ref, { startFromHead: false, limit: most })).lines;
}
async function readPage(api, ref, page, before) {
    try {
        const input = { logGroupName: ref.group, logStreamName: ref.stream, ...page };
        const answer = await api.call('logs', 'GetLogEvents', input, ref.region === undefined ? {} : { region: ref.region });
        const token = answer.nextForwardToken ?? before;
        return {
            lines: (answer.events ?? []).map((event) => ({ at: event.timestamp ?? 0, message: event.message ?? '' })),
            ...(token === undefined ? {} : { token }),
        };
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ && error.code === 'ResourceNotFoundException')
            return { lines: [], ...(before === undefined ? {} : { token: before }) };
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/lib/core/defined.js
// An optional member is absent, never undefined (exactOptionalPropertyTypes): what may be undefined is left out before it is spread.
/** Without the members that are undefined: `{ ...defined({ reason, at }) }`. Null, false, 0 and '' stay. */
function defined(members) {
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./build/lib/core/pace.js
// How long to wait before the next look: an even pace, stretched while AWS throttles, with one last look just before the deadline.
const LONGEST_STRETCH_MS = 60_000;
/** The last look begins this long before the deadline, so that its answer is there in time. */
const LAST_LOOK_MS = 1_000;
/**
 * Even pace: `intervalMs`. After n failed looks: up to `intervalMs · 2^n` (at most a minute) with full jitter above the interval,
 * so that jobs which were throttled together do not come back together.
 * Worked example: interval 5 s, 2 failures, random 0.5 → 5 s + 0.5 · (20 s − 5 s) = 12.5 s.
 */
function nextDelay(pace) {
    const longest = Math.max(pace.intervalMs, Math.min(pace.intervalMs * 2 ** pace.failures, LONGEST_STRETCH_MS));
    const delay = pace.intervalMs + pace.random * (longest - pace.intervalMs);
    const remaining = pace.deadlineAt - pace.now;
    if (remaining <= 0)
        return pace.intervalMs;
    if (delay < remaining - LAST_LOOK_MS)
        return delay;
    // Either the last look just before the deadline, or, when we are there already, the deadline itself.
    return remaining > LAST_LOOK_MS
        ? Math.max(remaining - LAST_LOOK_MS, Math.min(pace.intervalMs, remaining))
        : remaining;
}

;// CONCATENATED MODULE: ./build/lib/core/watch.js
// The one poll loop: a deployment settling, a migration task stopping, a URL becoming healthy.
// It knows how to look, ask the rule, act and wait; what any of it means is the rule's business. It awaits only its parameters.

async function watch(w) {
    let history = {
        startedAt: w.clock.now(),
        now: w.clock.now(),
        issued: [],
        blind: [],
        tally: new Map(),
    };
    let said;
    let lookedFor;
    for (;;) {
        history = await lookOnce(w, history);
        let decision = w.decide(history);
        while (decision.kind === 'act') {
            history = { ...history, issued: [...history.issued, await actOnce(w, decision.command)] };
            decision = w.decide(history);
        }
        if (decision.kind === 'settle')
            return decision.verdict;
        if (decision.because !== said) {
            said = decision.because;
            w.onWait?.(said);
        }
        // A cancelled job has seconds left, so the look that the rule waits for comes at once, also the one after something was asked for; only later ones have a pace.
        const lookFor = history.cancelledAt === undefined ? -1 : history.issued.length;
        if (w.signal.aborted && lookedFor !== lookFor) {
            lookedFor = lookFor;
            continue;
        }
        // The signal stays aborted: sleeping with it would spin.
        await w.clock.sleep(w.pace(history), history.cancelledAt === undefined ? w.signal : undefined);
    }
}
async function lookOnce(w, history) {
    if (w.signal.aborted && history.cancelledAt === undefined)
        return cancelled(w, history);
    try {
        const seen = await unlessAborted(w.look(history.latest), w.signal, history.cancelledAt !== undefined);
        if (seen === undefined)
            return cancelled(w, history);
        w.onLook?.(seen, history.latest);
        const now = w.clock.now();
        return { ...history, now, latest: seen, latestAt: now, blind: [], tally: counted(history.tally, w.describe(seen)) };
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ))
            throw error;
        const words = error.kind === 'throttled' ? 'throttled' : `${error.code} at ${error.operation}`;
        return { ...history, now: w.clock.now(), blind: [...history.blind, error], tally: counted(history.tally, words) };
    }
}
async function actOnce(w, command) {
    const at = w.clock.now();
    try {
        await w.act(command);
        return { command, at };
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ))
            throw error;
        return { command, at, failure: error };
    }
}
/** A cancelled job has seconds left: a look that is under way is not waited for. */
async function unlessAborted(look, signal, cancelledAlready) {
    if (cancelledAlready)
        return look;
    const { promise, resolve } = Promise.withResolvers();
    const onAbort = () => resolve(undefined);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        look.catch(() => undefined);
        return await Promise.race([look, promise]);
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}
function cancelled(w, history) {
    const now = w.clock.now();
    return { ...history, now, cancelledAt: now };
}
function counted(tally, words) {
    return new Map([...tally, [words, (tally.get(words) ?? 0) + 1]]);
}
/** `41 looks: 38 × IN_PROGRESS (1 of 2 tasks running), 3 × throttled` */
function describeTally(tally) {
    const looks = [...tally.values()].reduce((sum, count) => sum + count, 0);
    const parts = [...tally].map(([words, count]) => `${count} × ${words}`);
    return `${looks} ${looks === 1 ? 'look' : 'looks'}: ${parts.join(', ')}`;
}
function isBlind(history) {
    return history.blind.length > 0;
}
/** The newest failure that asking again cannot heal. */
function permanentFailure(history) {
    return history.blind.findLast((failure) => !(0,errors/* isTransient */.dg)(failure));
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/history.js
// What the rule of a migration may know, what it may command, and how it may end. Plain data and the words for it; it decides nothing.

/** ECS shows a new task within seconds; only after this is it called lost. */
const LOST_AFTER_MS = 60_000;
/** Code of the failure to stop a task that ECS does not show. */
const NOT_SHOWN = 'NOT_SHOWN';
/** When the migration's time is over: counted from its start, so that waiting for another one does not shorten it. */
function deadlineOf(history, limits) {
    return (runsOf(history)[0]?.at ?? history.startedAt) + limits.timeoutMs;
}
function runsOf(history) {
    return history.issued.filter((issued) => issued.command.kind === 'run-task');
}
function stopsOf(history) {
    return history.issued.filter((issued) => issued.command.kind === 'stop-task');
}
/** ConflictException: the token was used with other parameters, so a task of this attempt exists; the next look shows it. */
function mayPass(failure) {
    return (0,errors/* isTransient */.dg)(failure) || failure.code === 'ConflictException';
}
function mayHaveRun(failure) {
    return failure.ambiguous || failure.code === 'ConflictException';
}
const wait = (because) => ({ kind: 'wait', because });
const act = (command) => ({ kind: 'act', command });
const settle = (verdict) => ({ kind: 'settle', verdict });

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/actions/migrate/src/identity.js
// Which migration this is: the same run, job, image, command and settings are the same migration, wherever and however often it is asked for.

/** For RunTask's `startedBy` (at most 128 of `A-Za-z0-9-_/`): found again by a later attempt, which then joins the task. */
function startedByOf(identity, migration) {
    return `slipway-migrate/${digestOf([identity.runId, identity.job, migration]).slice(0, 40)}`;
}
/**
 * RunTask's client token (at most 64): one for each attempt to start, so that an answer which was lost on the way cannot start a second task.
 * ECS remembers tokens for a day, a stopped task for an hour: the attempt of the run is part of it, else a re-run after two hours would be
 * given the task that failed.
 */
function clientTokenOf(startedBy, runAttempt, attempt) {
    return digestOf([startedBy, runAttempt, attempt]).slice(0, 64);
}
function digestOf(value) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify(sorted(value)))
        .digest('hex');
}
/** The same members in another order are the same thing. */
function sorted(value) {
    if (Array.isArray(value))
        return value.map(sorted);
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, member]) => [name, sorted(member)]));
}

// EXTERNAL MODULE: ./build/actions/migrate/src/intent.js
var intent = __nccwpck_require__(869);
;// CONCATENATED MODULE: ./build/lib/aws/log-follower.js
// Follows the logs of a task's containers while it runs, and drains them after its end. A log that cannot be read is said once; it never
// stops whoever follows.


/** A look has no time for a log of gigabytes: the rest comes with the next one. */
const PAGES_A_READ = 10;
const QUIET_READS = 2;
const LONGEST_DRAIN_MS = 15_000;
function followLogs(api, on) {
    const tokens = new Map();
    const unreadable = new Set();
    const readOne = async (ref) => {
        const key = `${ref.region ?? ''} ${ref.group} ${ref.stream}`;
        if (unreadable.has(key))
            return 0;
        let count = 0;
        try {
            for (let page = 0; page < PAGES_A_READ; page++) {
                const before = tokens.get(key);
                const { lines, token } = await readLog(api, ref, before);
                for (const line of lines)
                    on.line(ref, line);
                count += lines.length;
                if (token !== undefined)
                    tokens.set(key, token);
                if (lines.length === 0 || token === before)
                    break;
            }
        }
        catch (error) {
            if (!(error instanceof errors/* AwsFailure */.OQ))
                throw error;
            if (!(0,errors/* isTransient */.dg)(error)) {
                unreadable.add(key);
                on.unreadable(ref, error);
            }
        }
        return count;
    };
    const read = async (streams) => {
        let count = 0;
        for (const ref of streams)
            count += await readOne(ref);
        return count;
    };
    return {
        read,
        drain: async (streams, { clock, intervalMs, signal }) => {
            const until = clock.now() + LONGEST_DRAIN_MS;
            for (let quiet = 0; quiet < QUIET_READS && !signal.aborted && clock.now() < until;) {
                quiet = (await read(streams)) === 0 ? quiet + 1 : 0;
                if (quiet < QUIET_READS)
                    await clock.sleep(intervalMs, signal);
            }
        },
    };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/lib/core/log-lines.js
// Lines of somebody else's log as they are kept for a summary or an annotation: no longer than anybody reads.
// A job summary of more than 1 MiB is thrown away whole by GitHub, and one line of a log may have that size.

/** of a line that is kept; twenty of them are far below 1 MiB in any alphabet */
const LONGEST_KEPT_LINE = 2_000;
/** At most `most` characters of it, without colours (only a log shows them), and how many were left out. No character is cut in half. */
function log_lines_clipped(line, most = LONGEST_KEPT_LINE) {
    const text = (0,external_node_util_.stripVTControlCharacters)(line);
    if (text.length <= most)
        return text;
    const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
    return `${cut}… (${text.length - cut.length} more characters)`;
}

;// CONCATENATED MODULE: ./build/lib/core/hints-before-start.js
// Causes that lie before the first line of the application: image, secrets, log group, volume, network, role, capacity.
const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const KNOWLEDGE = 'https://repost.aws/knowledge-center';
const OUTWARDS = 'a task in a private subnet needs a NAT gateway, or VPC endpoints that let HTTPS (443) in (ecr.api, ecr.dkr, S3, logs, and secretsmanager or ssm where it has secrets); a task in a public subnet needs assignPublicIp ENABLED in the network configuration of the service; in both, the security group of the task must let HTTPS (443) out';
const PULL_AND_SETUP = [
    {
        name: 'guardduty-agent',
        when: { words: /CannotPull.*aws-guardduty-agent/ },
        meaning: 'GuardDuty Runtime Monitoring puts a security agent beside your containers, and its image could not be pulled; your own image is not at fault',
        remedy: 'let the task execution role pull the agent (the managed policy AmazonECSTaskExecutionRolePolicy does), and let the subnet reach its repository',
        source: 'https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html',
    },
    {
        name: 'platform-mismatch',
        when: {
            words: /descriptor (?:matching|for) platform|no match(?:ing manifest)? for \S*(?:platform|linux|windows)/,
        },
        meaning: 'the image was built for another processor than the task runs on',
        remedy: 'build the image for the platform of the task (linux/amd64, or linux/arm64 for cpuArchitecture ARM64; input platforms of build-push), or set runtimePlatform.cpuArchitecture of the task definition (input runtime-platform of deploy-ecs) to what the image is',
        source: `${KNOWLEDGE}/ecs-fargate-pull-container-error`,
    },
    {
        name: 'pull-rate-limit',
        when: { words: /CannotPull.*(?:toomanyrequests|429 Too Many|pull rate limit)/i },
        meaning: 'the registry refuses more pulls for now',
        remedy: 'pull through ECR instead (a pull-through cache rule, or a copy of the image), or give the container repositoryCredentials; running again later may be enough',
        source: `${KNOWLEDGE}/ecs-pull-container-error-rate-limit`,
    },
    {
        name: 'pull-denied',
        when: {
            words: /CannotPull.*(?:403 Forbidden|pull access denied|no basic auth|AccessDenied|not authorized|401 Unauth)/i,
        },
        meaning: 'the registry did not let ECS pull the image',
        remedy: 'give the task execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer (the managed policy AmazonECSTaskExecutionRolePolicy has them; the role is executionRoleArn of the task definition); for a repository of another account its repository policy has to allow it too. ECR answers the same for a digest that has been deleted: then build and push it again',
        source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html',
    },
    {
        name: 'no-space',
        when: { words: /no space left on device/i },
        meaning: 'the disk of the task is full',
        remedy: 'make the image smaller, or give the task more disk (ephemeralStorage on Fargate, a larger volume on EC2)',
        source: `${GUIDE}/task_cannot_pull_image.html`,
    },
    {
        name: 'image-not-found',
        when: { words: /CannotPull.*(?:not found|manifest unknown|does not exist|name unknown)/i },
        meaning: 'the image is not in the registry',
        remedy: 'look whether the tag or digest was ever pushed, to this registry and region, and whether a lifecycle policy has deleted it since; then build and push it again',
        source: `${GUIDE}/task_cannot_pull_image.html`,
    },
    {
        name: 'pull-network',
        when: {
            words: /CannotPull.*(?:i\/o timeout|deadline|request cancel|dial tcp|TLS handshake|connection (?:reset|refused)|failed to do request)/i,
        },
        meaning: 'the task cannot reach the registry over the network',
        remedy: OUTWARDS,
        source: `${KNOWLEDGE}/ecs-fargate-pull-container-error`,
    },
    {
        name: 'pull',
        when: { words: /^(?:TaskFailedToStart: )?(?:CannotPull|ImagePull|PullImage)/ },
        meaning: 'the image could not be pulled',
        remedy: 'look at the words of ECS: whether the image exists, whether the task execution role may pull it, and whether the task reaches the registry',
        source: `${GUIDE}/task_cannot_pull_image.html`,
    },
    {
        name: 'log-denied',
        when: {
            words: /(?:logger args|logging driver|Cloudwatch log).*(?:AccessDenied|not authorized)(?:.*perform: (?<action>\w+:\w+))?/i,
        },
        meaning: 'the task may not write its log',
        remedy: 'give the task execution role {action|logs:CreateLogStream and logs:PutLogEvents} for the log group; with awslogs-create-group also logs:CreateLogGroup',
        source: `${GUIDE}/task_execution_IAM_role.html`,
    },
    {
        name: 'log-group-missing',
        when: {
            words: /log group does not exist|cannot find the Amazon CloudWatch log group|logger args.*ResourceNotFound/i,
        },
        meaning: 'the log group that the task definition names was not found',
        remedy: 'create it (aws logs create-log-group), in the region of awslogs-region, or correct awslogs-group; a task that cannot reach CloudWatch Logs over the network says the same',
        source: `${GUIDE}/stopped-task-errors.html`,
    },
    {
        name: 'logging',
        when: { words: /failed to (?:validate logger args|initialize logging driver)/i },
        meaning: 'the log driver of the task could not be started',
        remedy: `look at logConfiguration of the task definition, and at the way to CloudWatch Logs: ${OUTWARDS}`,
        source: `${GUIDE}/stopped-task-errors.html`,
    },
    {
        name: 'secret-denied',
        when: {
            words: /unable to (?:pull|retrieve|get).*(?:AccessDenied|is not authorized)(?:.*perform: (?<action>\w+:\w+))?(?:.*on (?:the )?resource: (?<resource>arn:[^\s,]+))?/i,
        },
        meaning: 'the task may not read a secret, a parameter or the registry login that it needs to start',
        remedy: 'give the task execution role (executionRoleArn, not the role of the application) {action|secretsmanager:GetSecretValue or ssm:GetParameters} on {resource|what the reason names}, and kms:Decrypt where a key of your own encrypts it',
        source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
    },
    {
        name: 'secret-missing',
        when: {
            words: /unable to retrieve secret(?=.*(?:invalid ssm parameters|ResourceNotFound|can't find|json key|invalid character|InvalidParameter))(?:.*(?:invalid ssm parameters:|failed to fetch secret) (?<name>[^\s,]+))?/i,
        },
        meaning: '{name|a secret or parameter}, which the task definition names, does not exist or does not hold what is asked of it',
        remedy: 'compare valueFrom of the task definition with what there is: the name ({name|as the reason gives it}; upper and lower case differ), the region, and for a secret the JSON key and the version behind its ARN',
        source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
    },
    {
        name: 'secret-network',
        when: {
            words: /unable to (?:pull|retrieve|get).*(?:deadline|i\/o timeout|RequestError|RequestCancel|signal: killed|network configuration|dial tcp)/i,
        },
        meaning: 'the task cannot reach Secrets Manager, Parameter Store or ECR over the network',
        remedy: OUTWARDS,
        source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
    },
    {
        name: 'secrets',
        when: { words: /unable to pull secrets or registry auth/ },
        meaning: 'the task could not get its secrets or the login of the registry',
        remedy: 'look at the permissions of the task execution role, at the names in valueFrom, and at the way to the network',
        source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
    },
    {
        name: 'volume',
        when: { words: /EFS utils|mount\.nfs|CannotCreateVolumeError|failed to (?:mount|attach) .*volume/i },
        meaning: 'a volume of the task could not be mounted',
        remedy: 'for EFS look at the file system id, at a mount target in the subnet of the task, at NFS (2049) in both security groups and at the path or access point',
        source: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
    },
    {
        name: 'role',
        when: { words: /unable to assume (?:the )?(?:configured )?(?:ECS \w+ )?role '?(?<role>arn:[^'\s]+)?/i },
        meaning: 'ECS cannot use the role {role|of the task}',
        remedy: 'look whether the role exists, whether its trust policy lets ecs-tasks.amazonaws.com assume it, and whether the deploying role may pass it (iam:PassRole); a role made a minute ago may need that minute',
        source: `${GUIDE}/task_execution_IAM_role.html`,
    },
    {
        name: 'network-interface',
        when: { words: /network interface|InsufficientFreeAddresses|RESOURCE:ENI/i },
        meaning: 'the task got no network interface in time',
        remedy: 'this often heals by itself: run again; if it does not, look at free addresses of the subnets, at the quota of network interfaces, and on EC2 at the limit of the instance type (awsvpcTrunking raises it)',
        source: `${GUIDE}/stopped-task-errors.html`,
    },
    {
        name: 'quota',
        when: { words: /reached the limit (?:on|of)|vCPU limit|concurrent (?:tasks|vCPU)/i },
        meaning: 'the account may run no more tasks or vCPUs at once',
        remedy: 'stop what is not needed, or have the Fargate quota raised in Service Quotas',
        source: `${GUIDE}/service-event-messages.html`,
    },
    {
        name: 'fargate-capacity',
        when: { words: /Capacity is unavailable/i },
        meaning: 'AWS has no room for the task in these availability zones right now; nothing is wrong with the release',
        remedy: 'run again later; if it stays, give the service subnets in more zones, and where it runs on FARGATE_SPOT put FARGATE beside it in its capacity provider strategy',
        source: `${KNOWLEDGE}/ecs-fargate-runtask-capacity`,
    },
    {
        name: 'no-instance',
        when: {
            words: /RESOURCE:\w+|no container instance met all|(?:EMPTY|NO) CAPACITY PROVIDER|NO ACTIVE INSTANCES|No Container Instances|MemberOf placement|^ATTRIBUTE\b|^AGENT\b/i,
        },
        meaning: 'no instance of the cluster has room for the task',
        remedy: 'add instances, or ask for less CPU or memory; a fixed host port or maximumPercent 100 can also leave no room beside the old tasks, and a placement constraint may fit no instance',
        source: `${GUIDE}/api_failures_messages.html`,
    },
];

;// CONCATENATED MODULE: ./build/lib/core/hints-while-running.js
// Causes that show once a container was to run: its command, its memory, its checks, its neighbours, its host.
const hints_while_running_GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const hints_while_running_KNOWLEDGE = 'https://repost.aws/knowledge-center';
const CHECK_OF_THE_BALANCER = `${hints_while_running_KNOWLEDGE}/ecs-fargate-health-check-failures`;
/** Said by the kernel: in ECS's reason where the container was never started, in the log where an entry script was. */
const WRONG_PROGRAM = {
    name: 'exec-format',
    meaning: 'the program in the image is for another processor than the task runs on, or a script without its #! line',
    remedy: 'build the image for the platform of the task (linux/amd64, or linux/arm64 for cpuArchitecture ARM64; input platforms of build-push), or set runtimePlatform.cpuArchitecture of the task definition (input runtime-platform of deploy-ecs) to what the image is; a script needs a first line such as #!/bin/sh',
    source: `${hints_while_running_KNOWLEDGE}/ecs-tasks-container-exit-issues`,
};
const WHILE_RUNNING = [
    { ...WRONG_PROGRAM, when: { words: /exec format error/ } },
    { ...WRONG_PROGRAM, when: { log: /exec format error/ } },
    {
        name: 'dependency',
        when: {
            words: /container ordering dependency\s+\[(?<dependency>[^\](\s]+)|dependency graph: (?!.*ordering dependency)|dependency did not/i,
        },
        meaning: 'container {dependency|that another one waits for} did not reach the condition that dependsOn asks of it',
        remedy: 'look at the log and exit code of container {dependency|it} first; then at the condition (START, COMPLETE, SUCCESS, HEALTHY) and at startTimeout',
        source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',
    },
    {
        name: 'out-of-memory',
        when: { words: /OutOfMemory/i },
        meaning: 'the container needed more memory than it has and was killed',
        remedy: 'raise the memory limit in the task definition (memory of the task, and of container {container}), or look why it needs more than before',
        source: `${hints_while_running_GUIDE}/out-of-memory.html`,
    },
    {
        name: 'command',
        when: {
            words: /executable file not found|no such file or directory|exec: .*permission denied|OCI runtime create failed.*exec:/i,
        },
        meaning: 'the command of the container could not be started',
        remedy: 'look at entryPoint and command of the task definition, else at ENTRYPOINT and CMD of the Dockerfile (each word is an item of its own: ["npm", "start"], not ["npm start"]), whether the file is in the image, at that path, and may be executed',
        source: `${hints_while_running_GUIDE}/cannot-start-container.html`,
    },
    {
        name: 'cannot-start',
        when: { words: /CannotStartContainerError|CannotCreateContainerError|ContainerRuntime(?:Timeout)?Error/ },
        meaning: 'the container could not be started',
        remedy: 'look at the words of ECS, at entryPoint, command, user, volumes and memory of the container',
        source: `${hints_while_running_GUIDE}/cannot-start-container.html`,
    },
    {
        name: 'check-code',
        when: { words: /failed with these codes: \[(?<code>[^\]]+)\]/ },
        meaning: 'the container runs and answers, but with HTTP {code}, which the health check of the target group does not accept',
        remedy: 'compare path and success codes of the health check, which are set in the target group, with what the application answers there: 404 is a wrong path, 301 or 302 a redirect, 401 or 403 a login, 5xx a fault of the application (its log says which)',
        source: CHECK_OF_THE_BALANCER,
    },
    {
        name: 'check-timeout',
        when: { words: /due to \(reason Request timed out\)|Target\.Timeout/ },
        meaning: 'the load balancer gets no answer from the container in time',
        remedy: 'look whether the security group of the task lets the load balancer in on the container port, whether the application listens there on 0.0.0.0 and not on 127.0.0.1, and whether it answers within the timeout that the health check of the target group has',
        source: CHECK_OF_THE_BALANCER,
    },
    {
        name: 'check-failed',
        when: { words: /due to \(reason Health checks failed\)|Target\.FailedHealthChecks/ },
        meaning: 'the load balancer cannot connect to the container',
        remedy: 'look whether the application listens on the containerPort of the task definition and on 0.0.0.0, whether the health check of the target group asks that port, and whether healthCheckGracePeriodSeconds is longer than the start takes',
        source: CHECK_OF_THE_BALANCER,
    },
    {
        name: 'load-balancer-check',
        when: { words: /failed ELB health checks/ },
        meaning: 'the container runs, but does not pass the health check of the load balancer',
        remedy: 'compare port, path, success codes and timeout of the target group with what the container answers, and healthCheckGracePeriodSeconds of the service with how long it needs to start',
        source: CHECK_OF_THE_BALANCER,
    },
    {
        name: 'container-check',
        when: { words: /failed container health checks/ },
        meaning: 'the container runs, but the command of its own health check fails in it',
        remedy: 'run healthCheck.command of the task definition inside the image (docker run): its program (curl, wget) must be there, its port and path must be right, and startPeriod longer than the start takes',
        source: `${hints_while_running_KNOWLEDGE}/ecs-task-container-health-check-failures`,
    },
    {
        name: 'spot',
        when: { stopCodes: ['SpotInterruption', 'TerminationNotice'] },
        meaning: 'AWS took the capacity back; nothing is wrong with the release',
        remedy: 'run again; where this must not happen, let the service run some of its tasks on FARGATE or on-demand instances (its capacity provider strategy)',
        source: `${hints_while_running_GUIDE}/fargate-capacity-providers.html`,
    },
    {
        name: 'host',
        when: { stopCodes: ['InfrastructureHealth'] },
        meaning: 'the host of the task failed; nothing is wrong with the release',
        remedy: 'run again; ECS starts the task elsewhere',
        source: `${hints_while_running_GUIDE}/stopped-task-errors.html`,
    },
    {
        name: 'internal',
        when: { words: /^(?:TaskFailedToStart: )?InternalError\b|Unexpected EC2 error|Internal error/ },
        meaning: 'ECS failed by itself; nothing shows that the release is at fault',
        remedy: 'run again; if it stays, look at the AWS Health Dashboard of the region',
        source: `${hints_while_running_GUIDE}/stopped-task-errors.html`,
    },
    {
        name: 'killed',
        when: { exitCodes: [137] },
        meaning: 'container {container} was killed from outside (SIGKILL): mostly because it used more memory than it has',
        remedy: 'look at its use of memory and at its memory limit in the task definition; a container that does not end within stopTimeout after SIGTERM is killed too',
        source: `${hints_while_running_KNOWLEDGE}/ecs-tasks-container-exit-issues`,
    },
    {
        name: 'command',
        when: { exitCodes: [126, 127] },
        meaning: 'the command of container {container} was not found or may not be executed',
        remedy: 'look at entryPoint and command in the task definition and in the image, and at what the script calls',
        source: `${hints_while_running_KNOWLEDGE}/ecs-tasks-container-exit-issues`,
    },
    {
        name: 'crash',
        when: { exitCodes: [134, 139] },
        meaning: 'the program in container {container} crashed (it did not end by its own decision)',
        remedy: 'read its last log lines; a native library for another processor or C library than the image has is a common reason, and so is a runtime that ran out of its own heap',
        source: `${hints_while_running_KNOWLEDGE}/ecs-tasks-container-exit-issues`,
    },
    {
        name: 'ended-well',
        when: { exitCodes: [0], stopCodes: ['EssentialContainerExited'] },
        meaning: 'container {container} ended without an error, but a service needs it to keep running',
        remedy: 'look at its command: it must stay in the foreground; a container that is to end by itself (a migration, an init step) needs essential: false',
        source: `${hints_while_running_KNOWLEDGE}/ecs-tasks-container-exit-issues`,
    },
];

;// CONCATENATED MODULE: ./build/lib/core/hints.js
// What ECS's words mean to somebody who knows it only a little, and what to do about it. A table: the first row that fits speaks.
// ECS has few codes for causes; the first word of a reason is its documented category, the rest are known phrases
// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html). Nothing is decided by these rows: they only explain.


const HINTS = [...PULL_AND_SETUP, ...WHILE_RUNNING];
function hints_hintFor(symptoms) {
    for (const row of HINTS) {
        const caught = caughtBy(row, symptoms);
        if (caught !== undefined)
            return {
                name: row.name,
                meaning: filled(row.meaning, { container: symptoms.container, ...caught }),
                remedy: filled(row.remedy, { container: symptoms.container, ...caught }),
                source: row.source,
            };
    }
    return undefined;
}
function caughtBy({ when }, symptoms) {
    if (when.exitCodes !== undefined && !when.exitCodes.includes(symptoms.exitCode ?? Number.NaN))
        return undefined;
    if (when.stopCodes !== undefined && !when.stopCodes.includes(symptoms.stopCode ?? ''))
        return undefined;
    const inWords = when.words === undefined ? {} : firstMatch(when.words, symptoms.words);
    const inLog = when.log === undefined ? {} : firstMatch(when.log, symptoms.log);
    return inWords === undefined || inLog === undefined ? undefined : { ...inWords, ...inLog };
}
function firstMatch(pattern, texts) {
    for (const text of texts) {
        const match = pattern.exec(text);
        if (match !== null)
            return match.groups ?? {};
    }
    return undefined;
}
/** `{action|the action}`: what the group `action` caught, else the words behind the bar. */
function filled(text, caught) {
    return text.replace(/\{(\w+)(?:\|([^}]*))?\}/g, (_, group, otherwise) => (caught[group] ?? otherwise ?? '').replace(/[.,;:]+$/, ''));
}

;// CONCATENATED MODULE: ./build/lib/core/stopped-task.js
// One stopped task in one sentence: stop code, reason, exit codes. Which of them matter is decided here.
/** When it happened, whatever came of it: milliseconds since the epoch. */
function stopped_task_endedAt({ stoppingAt, stoppedAt }) {
    return stoppingAt ?? stoppedAt;
}
/** `container "app" exited with code 1`, `container "app" (exit code 137): OutOfMemoryError: …`, `Task failed ELB health checks in (…)` */
function stopped_task_explainStoppedTask(task) {
    const culprit = stopped_task_culpritOf(task);
    // Who is told to stop ends with 143, 137 or whatever the program answers to SIGTERM: an effect, and no cause.
    if (wasStopped(task) && !hasRunOutOfMemory(culprit) && task.stoppedReason !== undefined)
        return task.stoppedReason;
    if (culprit?.reason !== undefined) {
        const exit = culprit.exitCode === undefined ? '' : ` (exit code ${culprit.exitCode})`;
        return `container "${culprit.name}"${exit}: ${culprit.reason}`;
    }
    if (culprit?.exitCode !== undefined && (culprit.exitCode !== 0 || task.stopCode === 'EssentialContainerExited')) {
        return `container "${culprit.name}" exited with code ${culprit.exitCode}${meaningOfExitCode(culprit.exitCode)}`;
    }
    return task.stoppedReason ?? task.stopCode ?? 'ECS gives no reason';
}
/** By the scheduler, a person or the platform, while its containers ran. */
function wasStopped({ stopCode }) {
    return stopCode !== undefined && stopCode !== 'TaskFailedToStart' && stopCode !== 'EssentialContainerExited';
}
function hasRunOutOfMemory(container) {
    return container?.reason !== undefined && /^OutOfMemoryError\b/.test(container.reason);
}
/**
 * The container that explains the stop. One that another waited for in vain comes first, then the one whose check failed, then the essential ones;
 * what AWS injects comes last.
 */
function stopped_task_culpritOf(task) {
    const awaited = awaitedContainer(task);
    const failedCheck = /^Task failed (ELB|container) health checks\b/.exec(task.stoppedReason ?? '')?.[1];
    const rank = ({ name, essential, reason, exitCode, unhealthy, balanced }) => {
        if (name === awaited)
            return 6;
        if (failedCheck === 'ELB' ? balanced : failedCheck === 'container' && unhealthy)
            return 5.5;
        const failed = reason !== undefined || (exitCode !== undefined && exitCode !== 0);
        // 143 and 137 without a reason are what the others get when one essential container has ended.
        const byEcs = reason === undefined && (exitCode === 143 || exitCode === 137);
        // Nothing essential has run: what the task needed before it, such as an injected agent or a first step, is at fault.
        if (!essential)
            return failed && task.stopCode === 'TaskFailedToStart' ? 4.5 : failed ? 0.5 : 0;
        if (failed && !byEcs)
            return 5;
        if (exitCode === 137)
            return 4;
        return exitCode === 0 ? 3 : exitCode === 143 ? 2 : 1;
    };
    return [...task.containers].sort((a, b) => rank(b) - rank(a))[0];
}
/** `… container ordering dependency [init] for target [app] …`; the agent on EC2 writes `[init(image) (STOPPED->RUNNING) - Exit: 1]` (aws/amazon-ecs-agent#3218). */
function awaitedContainer(task) {
    for (const text of [task.stoppedReason, ...task.containers.map(({ reason }) => reason)]) {
        const name = /container ordering dependency\s+\[([^\](\s]+)/.exec(text ?? '')?.[1];
        if (name !== undefined)
            return name;
    }
    return undefined;
}
/** Shell conventions: 126, 127 and 128 + signal. */
function meaningOfExitCode(exitCode) {
    const meanings = {
        126: ' (the command cannot be executed)',
        127: ' (command not found)',
        134: ' (SIGABRT)',
        137: ' (SIGKILL: out of memory, or stopped by force)',
        139: ' (SIGSEGV)',
        143: ' (SIGTERM)',
    };
    return meanings[exitCode] ?? '';
}
/**
 * Tasks stopped for the same reason belong together: stop code, reason without ids, and how the essential containers ended where that is the
 * cause. How containers answer to being stopped differs from task to task, and so do the names of what AWS injects.
 */
function stopped_task_causeKey(task) {
    const culprit = stopped_task_culpritOf(task);
    const judged = wasStopped(task) && !hasRunOutOfMemory(culprit)
        ? []
        : task.containers.filter((container) => container.essential || container === culprit);
    const containers = judged.map((c) => `${c.name.replace(/^(aws-guardduty-agent)-.*/, '$1')}=${c.exitCode ?? '-'}:${stopped_task_withoutIds(c.reason ?? '')}`);
    return [task.stopCode ?? '', stopped_task_withoutIds(task.stoppedReason ?? ''), ...containers].join('|');
}
function stopped_task_withoutIds(text) {
    return text.replace(/[0-9a-f]{16,}/g, '…').replace(/\d+/g, '0');
}
function stopped_task_faultOf(task) {
    const reasons = [task.stoppedReason ?? '', ...task.containers.map(({ reason }) => reason ?? '')];
    // ECS has no codes for these; the first word of the reason is the documented category (ECS developer guide, "Stopped tasks error codes").
    const says = (pattern) => reasons.some((reason) => pattern.test(reason));
    if (says(/^OutOfMemoryError\b/))
        return 'application';
    switch (task.stopCode) {
        case 'EssentialContainerExited':
            return isEndOfItsOwn(task) ? 'application' : 'platform';
        case 'TaskFailedToStart':
            return says(/^Cannot(Start|Create)ContainerError\b|^ContainerRuntimeError\b|exec format error/) && !says(HOST)
                ? 'application'
                : 'platform';
        case 'ServiceSchedulerInitiated':
            return says(/^Task failed (ELB|container) health checks\b/) ? 'health' : 'none';
        case 'UserInitiated':
            return 'none';
        default:
            return says(/^Task failed (ELB|container) health checks\b/) ? 'health' : 'platform';
    }
}
/** What the host lacks when it is to start a container: log groups, disk, ports, answers in time. */
const HOST = /failed to initialize logging driver|no space left on device|thin pool|port is already allocated|i\/o timeout|cannot allocate memory|resource temporarily unavailable|context deadline exceeded/i;
/** What never let a container run. */
const KEPT = /^(CannotPull\w*|CannotCreateVolume|CannotInspectContainer|ResourceInitialization|DockerTimeout|ContainerRuntimeTimeout)Error\b/;
/**
 * Where no container waits for another, some run already while the image of one is pulled, its volume mounted or its log opened. When that fails, ECS
 * calls it the exit of an essential container all the same (aws/amazon-ecs-agent does so on EC2).
 */
function isEndOfItsOwn({ containers }) {
    const essential = containers.filter((container) => container.essential);
    const isKept = ({ reason = '' }) => KEPT.test(reason) || (/^Cannot/.test(reason) && HOST.test(reason));
    const hasEnded = ({ exitCode, reason }) => exitCode !== undefined && (reason !== undefined || (exitCode !== 137 && exitCode !== 143));
    return !essential.some(isKept) || essential.some((container) => hasEnded(container) && !isKept(container));
}

;// CONCATENATED MODULE: ./build/lib/core/causes.js
// Stopped tasks and events → the few causes that explain a failure: grouped by what happened, each with one sentence, the last words of its
// container, and what it means to somebody who knows ECS only a little. The one routine of every action that starts tasks.




/**
 * Causes, the most frequent first. Tasks that ended for no fault (scaled in, replaced, stopped by a person) explain nothing and are left out.
 * Logs by task ARN, oldest line first. Events tell why a load balancer called a task unhealthy: its own reason says only that it did.
 */
function groupCauses(stopped, logs, events = []) {
    const groups = Map.groupBy(stopped.filter((task) => faultOf(task) !== 'none'), causeKey);
    return [...groups]
        .map(([key, tasks]) => {
        const newestFirst = tasks.toSorted((a, b) => (endedAt(b) ?? 0) - (endedAt(a) ?? 0));
        const [newest] = newestFirst;
        const log = newestFirst.map(({ taskArn }) => logs.get(taskArn) ?? []).find((lines) => lines.length > 0) ?? [];
        const count = newestFirst.length === 1 ? '' : `${newestFirst.length} tasks stopped: `;
        const verdict = faultOf(newest) === 'health' ? whyUnhealthy(newestFirst, events) : undefined;
        const explanation = `${count}${open(shortened(explainStoppedTask(newest)))}${verdict === undefined ? '' : ` ${verdict}`}`;
        const container = culpritOf(newest)?.name;
        const hint = hintOfTask(newest, log, verdict);
        return {
            key,
            fault: faultOf(newest),
            explanation,
            sentence: withLastWords(explanation, log),
            tasks: newestFirst,
            log,
            ...(container === undefined ? {} : { container }),
            ...(hint === undefined ? {} : { hint }),
        };
    })
        .sort((a, b) => b.tasks.length - a.tasks.length);
}
/** What one stopped task means; `words`: what else ECS or the load balancer said of it. */
function hintOfTask(task, log, ...words) {
    const culprit = stopped_task_culpritOf(task);
    const reasons = task.containers.flatMap(({ essential, reason }) => (essential ? [reason] : []));
    return hints_hintFor({
        ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
        ...(culprit === undefined ? {} : { container: `"${culprit.name}"` }),
        ...(culprit?.exitCode === undefined ? {} : { exitCode: culprit.exitCode }),
        words: [...words, culprit?.reason, task.stoppedReason, ...reasons].filter((text) => text !== undefined),
        log,
    });
}
/** Tasks that ECS could not even make leave nothing but events. */
const NEVER_MADE = /was unable to place a task|failed to launch a task|unable to assume|could not launch/;
/** Causes of tasks that never came to be; the newest first, each once. */
function causesOfEvents(events) {
    const telling = events.filter(({ message }) => NEVER_MADE.test(message));
    const groups = Map.groupBy(telling, ({ message }) => withoutIds(message));
    return [...groups].map(([key, [newest]]) => {
        const message = newest?.message ?? '';
        const hint = hintFor({ words: [message], log: [] });
        const explanation = open(message.replace(/^\(?service \S+ (?=\S)/, '').replace(/ For more information, see .*$/, ''));
        return {
            key,
            fault: 'platform',
            explanation: `ECS ${explanation}`,
            sentence: `ECS ${explanation}`,
            tasks: [],
            log: [],
            ...(hint === undefined ? {} : { hint }),
        };
    });
}
function withLastWords(explanation, log) {
    const last = log.findLast((line) => line.trim() !== '');
    return last === undefined ? explanation : `${explanation} (last log line: ${clipped(last.trim(), 300)})`;
}
/** The name of a target group says more than its ARN. */
function shortened(text) {
    return text.replace(/\(target-group arn:[^()\s]*:targetgroup\/([^()\s/]+)\/[^()\s]*\)/g, 'target group $1');
}
/** `(task 0123…) (port 8080) is unhealthy in (target-group arn:…) due to (reason Request timed out)` → `due to (reason Request timed out)` */
function whyUnhealthy(tasks, events) {
    const ids = tasks.map(({ taskArn }) => taskArn.slice(taskArn.lastIndexOf('/') + 1));
    const told = events.filter(({ message }) => / is unhealthy in /.test(message));
    const ofThese = told.find(({ message }) => ids.some((id) => message.includes(`(task ${id})`)));
    // Some events name no task.
    const found = ofThese ?? told.find(({ message }) => !message.includes('(task '));
    return found === undefined ? undefined : /due to \(reason .*\)/.exec(found.message)?.[0];
}

;// CONCATENATED MODULE: ./build/lib/core/command-line.js
// How the command is written: as in a Dockerfile, a JSON array runs as it stands, anything else is a script for the image's shell.
/** `-e` as GitHub's own `run` has it: the first command that fails ends the script, so that a half-done migration is never green. */
const SHELL = ['/bin/sh', '-ec'];
/** Throws an Error that says what is allowed. */
function parseCommand(text) {
    return text.startsWith('[') ? parseWords(text) : [...SHELL, text];
}
/** A JSON array of at least one string; for images that have no shell, and for entry points. */
function parseWords(text) {
    const words = parsedJson(text);
    if (!Array.isArray(words) || words.length === 0 || !words.every((word) => typeof word === 'string'))
        throw new Error('has to be a JSON array of strings, for example ["node", "main.js"]');
    return words;
}
/** For a log: the script itself where the shell was ours to add. */
function renderCommand(command) {
    const [shell, flags, script] = command;
    return shell === SHELL[0] && flags === SHELL[1] && command.length === 3
        ? `${script} (by ${SHELL.join(' ')})`
        : JSON.stringify(command);
}
function parsedJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/lib/core/console-url.js
// Addresses of the AWS console, for people who want to look for themselves.

/** One log stream in CloudWatch Logs. Its console encodes the parts twice, with `$` for the second `%`. */
function logStreamUrl(of) {
    const part = (text) => encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
    return `https://${of.region}.console.${consoleHost(of.region)}/cloudwatch/home?region=${of.region}#logsV2:log-groups/log-group/${part(of.group)}/log-events/${part(of.stream)}`;
}
/** Undefined when the text is no ARN of a task. */
function taskUrl(taskArn) {
    const arn = (0,core_arn/* parseArn */.Lw)(taskArn);
    const cluster = arn === undefined ? undefined : /^task\/([^/]+)\/[^/]+$/.exec(arn.resource)?.[1];
    if (arn === undefined || cluster === undefined)
        return undefined;
    return `https://${arn.region}.console.${consoleHost(arn.region)}/ecs/v2/clusters/${cluster}/tasks/${(0,core_arn/* lastPart */.S_)(taskArn)}?region=${arn.region}`;
}
function consoleHost(region) {
    if (region.startsWith('cn-'))
        return 'amazonaws.cn';
    return region.startsWith('us-gov-') ? 'amazonaws-us-gov.com' : 'aws.amazon.com';
}
/** The service's page; its ARN tells the region. */
function serviceConsoleUrl(serviceArn, cluster) {
    const region = parseArn(serviceArn)?.region ?? '';
    return `https://${region}.console.${consoleHost(region)}/ecs/v2/clusters/${lastPart(cluster)}/services/${lastPart(serviceArn)}?region=${region}`;
}

// EXTERNAL MODULE: ./build/lib/core/markdown.js
var markdown = __nccwpck_require__(4325);
;// CONCATENATED MODULE: ./build/actions/migrate/src/judge.js
// What the end of one task says: every essential container ended with 0, or what went wrong, or that nothing ever started.

/** Only containers of the definition that are essential there are judged; what was injected is not essential. */
function judge(task) {
    const judged = task.containers.filter(({ essential }) => essential);
    const ended = judged.length > 0 && judged.every(({ exitCode }) => exitCode === 0);
    // Somebody who stops the task may get a 0 from a container that handles SIGTERM well: that is no migration which ended.
    const onItsOwn = task.stopCode === undefined || task.stopCode === 'EssentialContainerExited';
    if (ended && onItsOwn)
        return { kind: 'succeeded' };
    if (!judged.some(({ exitCode }) => exitCode !== undefined)) {
        // RUNNING is reached only when the essential containers run: then the exit code was lost with its host.
        if (task.startedAt !== undefined)
            return {
                kind: 'failed',
                reason: `the task had started, and ended without an exit code: ${stoppedBecause(task)}`,
            };
        const reason = whyNotStarted(task);
        return { kind: 'never-started', reason, retryable: !hasStarted(task) && isPassing(task) };
    }
    if (!onItsOwn)
        return { kind: 'failed', reason: `the task was stopped before its end: ${stoppedBecause(task)}` };
    return { kind: 'failed', reason: stopped_task_explainStoppedTask(task) };
}
/** The exit code that answers "how did it end": the first bad one of the essential containers, else their 0. */
function exitCodeOf(task) {
    const codes = task.containers.flatMap(({ essential, exitCode }) => essential && exitCode !== undefined ? [exitCode] : []);
    return codes.find((code) => code !== 0) ?? codes[0];
}
/** Whether any container may have run, whatever it was. In doubt it has. */
function hasStarted(task) {
    return task.startedAt !== undefined || task.containers.some(containerRan);
}
function containerRan({ exitCode, lastStatus }) {
    return exitCode !== undefined || lastStatus === 'RUNNING';
}
/**
 * Causes outside the image and the account's settings, which pass by themselves. The first word of ECS's reason is its documented category;
 * the rest are the phrases of its "Stopped task error messages". A pull or a secret that is refused does not pass.
 */
const PASSING = [
    /^(RESOURCE:|AGENT\b|EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES)/i,
    /^Capacity is unavailable/i,
    /^(InternalError|TaskFailedToStart: InternalError)\b/,
    /network interface/i,
    /rate exceeded|toomanyrequests|throttl|RequestLimitExceeded/i,
    /i\/o timeout|context deadline exceeded|request canceled|TLS handshake timeout|connection reset/i,
];
function isPassing(task) {
    if (task.stopCode === 'UserInitiated')
        return false;
    if (['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth'].includes(task.stopCode ?? ''))
        return true;
    const reasons = [task.stoppedReason ?? '', ...task.containers.map(({ reason }) => reason ?? '')];
    return reasons.some((reason) => PASSING.some((pattern) => pattern.test(reason)));
}
function whyNotStarted(task) {
    const withReason = task.containers.find(({ essential, reason }) => essential && reason !== undefined);
    const other = task.containers.find(({ reason }) => reason !== undefined);
    const container = withReason ?? other;
    const own = container?.reason === undefined ? undefined : `container "${container.name}": ${container.reason}`;
    const whole = task.stoppedReason;
    if (own === undefined)
        return stoppedBecause(task);
    return whole === undefined || whole.includes(container?.reason ?? '') || own.includes(whole)
        ? own
        : `${own} (${whole})`;
}
function stoppedBecause(task) {
    const parts = [task.stopCode, task.stoppedReason].filter((part) => part !== undefined && part !== '');
    return parts.length === 0 ? 'ECS gives no reason' : parts.join(': ');
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/report.js
// Plan and verdict → what the log's last line, the job summary and the outputs say. Every red says why, what state things are in, and what to do.












const TAIL_LINES = 20;
function reportMigration(ending, facts) {
    const { plan, taskDefinitionArn, durationMs } = facts;
    const task = 'task' in ending ? ending.task : undefined;
    const taskArn = task?.taskArn ?? facts.taskArn;
    const reason = reasonOf(ending);
    const green = ending.kind === 'succeeded' || ending.kind === 'planned';
    const ownCode = task === undefined ? undefined : exitCodeOf(task);
    // A container that takes a SIGTERM well ends with 0, and has migrated nothing: whoever reads the output must not be misled.
    const exitCode = ownCode === 0 && ending.kind !== 'succeeded' ? undefined : ownCode;
    const logUrl = facts.log === undefined || taskArn === undefined ? undefined : urlOf(facts.log, taskArn);
    const headline = `${ending.kind}: ${plan.family} ${report_sentence(ending, durationMs)}`;
    return {
        conclusion: green ? 'success' : ending.kind === 'cancelled' ? 'cancelled' : 'failure',
        verdict: ending.kind,
        headline: green ? headline : `${headline}\n${nextStepFor(ending, facts, taskArn)}`,
        outputs: {
            'exit-code': exitCode === undefined ? '' : String(exitCode),
            'task-arn': taskArn ?? '',
            'task-definition': taskDefinitionArn === undefined ? '' : (0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn),
            reason,
            'log-url': logUrl ?? '',
            'duration-seconds': String(Math.round(durationMs / 1_000)),
        },
        summary: (0,markdown/* joined */.oR)(`### Slipway migrate: ${ending.kind}`, green ? undefined : `**${(0,markdown/* escaped */.Mk)((0,sentence/* ended */.v6)((0,sentence/* upperFirst */.Zb)(reason)))}** ${(0,markdown/* escaped */.Mk)(nextStepFor(ending, facts, taskArn))}`, ending.kind === 'succeeded' && ending.how !== 'ran' ? (0,markdown/* escaped */.Mk)((0,sentence/* ended */.v6)((0,sentence/* upperFirst */.Zb)(reason))) : undefined, factsTable(facts, taskArn, logUrl), task === undefined ? undefined : containerTable(task), tailOf(facts, green), ending.kind === 'planned' ? planOf(plan) : undefined),
        annotations: green
            ? []
            : [
                {
                    level: 'error',
                    title: `Slipway migrate: ${ending.kind}`,
                    message: `${(0,sentence/* ended */.v6)(report_withLastWords(reason, facts))} ${nextStepFor(ending, facts, taskArn)}`,
                },
            ],
    };
}
function reasonOf(ending) {
    switch (ending.kind) {
        case 'planned':
            return 'dry run: nothing was registered and nothing was run';
        case 'succeeded':
            return {
                ran: 'every essential container exited with code 0',
                joined: 'the task that an earlier attempt of this run had started was joined, and exited with code 0',
                earlier: 'an earlier attempt of this run has run this migration already, with exit code 0; it was not run again',
            }[ending.how];
        case 'failed':
        case 'never-started':
        case 'timed-out':
        case 'lost':
        case 'busy':
        case 'unobserved':
        case 'cancelled':
            return ending.reason;
    }
}
function report_sentence(ending, durationMs) {
    const after = `after ${(0,duration/* renderDuration */.PP)(Math.max(1_000, durationMs))}`;
    if (ending.kind === 'planned')
        return 'was planned only (dry run)';
    if (ending.kind !== 'succeeded')
        return (0,sentence/* ended */.v6)(`${after}: ${ending.reason}`);
    return ending.how === 'ran' ? `ended with exit code 0 ${after}` : `ended with exit code 0: ${reasonOf(ending)}`;
}
function nextStepFor(ending, facts, taskArn) {
    const { cluster } = facts.plan;
    const follow = taskArn === undefined
        ? `aws ecs list-tasks --cluster ${(0,shell_word/* shellWord */.r)((0,core_arn/* lastPart */.S_)(cluster))} --family ${(0,shell_word/* shellWord */.r)(facts.plan.family)}`
        : `aws ecs describe-tasks --cluster ${(0,shell_word/* shellWord */.r)((0,core_arn/* lastPart */.S_)(cluster))} --tasks ${(0,shell_word/* shellWord */.r)((0,core_arn/* lastPart */.S_)(taskArn))}`;
    switch (ending.kind) {
        case 'planned':
        case 'succeeded':
            return '';
        case 'failed':
            return `${hintOf(ending, facts)}The service was not touched. Fix the migration, or what it needs, and run again.`;
        case 'never-started':
            return `${hintOf(ending, facts)}No container of the migration ran, so nothing was migrated. The service was not touched.`;
        case 'timed-out':
            return 'It may have done a part of its work. Give it more time (timeout), or look at what it waits for; then run again.';
        case 'busy':
            return 'This migration was not started. Run again when the other one has ended, or give the workflow a concurrency group.';
        case 'lost':
            return 'It may have run. Look at its log before running again.';
        case 'unobserved':
            return `It may still run, and was left alone. Run this job again to join it; see it with: ${follow}`;
        case 'cancelled':
            if (ending.left === 'perhaps' || ending.left === 'stopping')
                return `See it with: ${follow}`;
            return ending.left === 'unseen' && facts.isRerun
                ? `Nobody has looked whether a task of an earlier attempt still runs. See it with: ${follow}`
                : 'Nothing is left behind.';
    }
}
/** What the words of ECS mean and what to do about them, where they are known. A task that RunTask refused left only its reason. */
function hintOf(ending, facts) {
    const hint = ending.task === undefined
        ? hints_hintFor({ words: [ending.reason], log: [] })
        : hintOfTask(ending.task, facts.tail, ending.reason);
    return hint === undefined ? '' : `${(0,sentence/* ended */.v6)((0,sentence/* upperFirst */.Zb)(`${hint.meaning}: ${hint.remedy}`))} `;
}
function factsTable(facts, taskArn, logUrl) {
    const { plan, taskDefinitionArn } = facts;
    const url = taskArn === undefined ? undefined : taskUrl(taskArn);
    const id = taskArn === undefined ? undefined : (0,core_arn/* lastPart */.S_)(taskArn);
    return (0,markdown/* valueTable */.su)([
        ['Command', (0,markdown/* code */.aY)(renderCommand(plan.command))],
        ['Container', (0,markdown/* code */.aY)(plan.container)],
        ['Image', (0,markdown/* code */.aY)(shortImage(plan.image))],
        ['Cluster', (0,markdown/* code */.aY)((0,core_arn/* lastPart */.S_)(plan.cluster))],
        ...(taskDefinitionArn === undefined ? [] : [['Task definition', (0,markdown/* code */.aY)((0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn))]]),
        ...(id === undefined ? [] : [['Task', url === undefined ? (0,markdown/* code */.aY)(id) : `[${id}](${url})`]]),
        ...(logUrl === undefined ? [] : [['Log', `[CloudWatch Logs](${logUrl})`]]),
        ['Took', (0,duration/* renderDuration */.PP)(Math.max(1_000, facts.durationMs))],
    ]);
}
function containerTable(task) {
    const words = (container) => container.exitCode === undefined ? 'none' : String(container.exitCode);
    return (0,markdown/* table */.tp)(['Container', 'Judged', 'Exit code', 'Reason'], task.containers.map((container) => [
        (0,markdown/* code */.aY)(container.name),
        container.essential ? 'yes' : 'no',
        words(container),
        (0,markdown/* escaped */.Mk)(container.reason ?? ''),
    ]));
}
function tailOf(facts, green) {
    if (facts.tail.length === 0)
        return undefined;
    const lines = (0,markdown/* block */.om)(facts.tail.join('\n'));
    const title = `Last ${facts.tail.length === 1 ? 'line' : `${facts.tail.length} lines`} of ${(0,markdown/* code */.aY)(facts.plan.container)}`;
    return green ? (0,markdown/* details */.zH)(title.replaceAll('`', ''), lines) : (0,markdown/* joined */.oR)(`${title}:`, lines);
}
function planOf(plan) {
    return (0,markdown/* joined */.oR)(plan.explanation.map((line) => `- ${(0,markdown/* escaped */.Mk)(line)}`).join('\n'), (0,markdown/* details */.zH)('Task definition that would be registered', (0,markdown/* block */.om)(JSON.stringify(withoutValues(plan.definition), null, 2), 'json')));
}
/** Names of variables say what is set; their values may be secrets that somebody keeps in the wrong place. */
function withoutValues(value, member = '') {
    if (Array.isArray(value))
        return value.map((item) => withoutValues(item, member));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [
        name,
        member === 'environment' && name === 'value' ? '…' : withoutValues(inner, name),
    ]));
}
function report_withLastWords(reason, facts) {
    const last = facts.tail.findLast((line) => line.trim() !== '');
    return last === undefined ? reason : `${(0,sentence/* open */.ho)(reason)} (last log line: ${log_lines_clipped(last.trim(), 300)})`;
}
function urlOf(log, taskArn) {
    return logStreamUrl({ region: log.region ?? (0,core_arn/* parseArn */.Lw)(taskArn)?.region ?? '', group: log.group, stream: log.stream });
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/live-log.js
// What the job log shows while the task runs: the containers' lines in groups of their own, our sentences between them, and the last lines kept.





function createLiveLog(api, log, container) {
    const tail = [];
    let open;
    const enter = (name) => {
        if (name === open)
            return;
        open = name;
        if (name === undefined)
            log.endGroup();
        else
            log.group(`Log of ${name}`);
    };
    const follower = followLogs(api, {
        line: (stream, { message }) => {
            enter(stream.container);
            log.foreign(stream.container, message);
            if (stream.container !== container)
                return;
            tail.push(log_lines_clipped(message));
            if (tail.length > TAIL_LINES)
                tail.shift();
        },
        unreadable: (stream, failure) => log.annotate('notice', 'Log not shown', `The log of "${stream.container}" in ${stream.group} cannot be read: ${failure.message}`),
    });
    return {
        ...follower,
        tail,
        say: (text) => {
            enter(undefined);
            log.line(text);
        },
    };
}
/** Why the log of a container cannot be followed from here; one sentence for each that cannot. */
function unreadableLogs(definition) {
    const readable = new Set(logStreamsOf(definition, '').map(({ container }) => container));
    return (0,task_definition/* containersOf */.Mz)(definition)
        .filter(({ name }) => !readable.has(String(name)))
        .map(({ name, logConfiguration }) => {
        const driver = (0,task_definition/* isRaw */.Zi)(logConfiguration) ? logConfiguration.logDriver : undefined;
        if (driver === undefined)
            return `The log of "${name}" cannot be followed: it has no log configuration.`;
        return driver === 'awslogs'
            ? `The log of "${name}" cannot be followed: its options name no awslogs-stream-prefix.`
            : `The log of "${name}" cannot be followed from here: it goes through ${driver}.`;
    });
}

// EXTERNAL MODULE: ./build/lib/aws/tasks.js
var aws_tasks = __nccwpck_require__(9084);
// EXTERNAL MODULE: ./build/actions/migrate/src/snapshot.js
var src_snapshot = __nccwpck_require__(7263);
// EXTERNAL MODULE: ./build/actions/migrate/src/stop.js
var stop = __nccwpck_require__(6155);
;// CONCATENATED MODULE: ./build/actions/migrate/src/migration-tasks.js
// The tasks of one migration: looked at, started and stopped as the watch wants it, and their logs as they come.












/** ECS lists a new task within a second or two. */
const LOOK_FOR_MS = 3_000;
function createMigrationTasks({ clock, random, signal, environment }, api, of) {
    const { plan, taskDefinitionArn, startedBy, live } = of;
    const { cluster, family } = plan;
    const essential = essentialOf(plan);
    const started = [];
    /** a task may have been started that nobody knows the ARN of */
    let answerLost = false;
    let latest;
    const tasksToStop = async (aws) => {
        const known = latest === undefined ? undefined : ((0,src_snapshot/* liveTask */.mH)(latest)?.taskArn ?? latest.missing?.taskArn);
        const unseen = started.filter((arn) => !latest?.ours.some(({ taskArn, lastStatus }) => taskArn === arn && !(0,src_snapshot/* isLive */.DG)({ lastStatus })));
        const arn = known ?? (answerLost ? undefined : unseen.at(-1));
        if (arn !== undefined)
            return [arn];
        live.say('Looking for the task of this migration, to stop it.');
        const wanted = { cluster, family, startedBy };
        const found = await (0,stop/* findLiveTasks */.o)({ api: aws, clock }, wanted, answerLost ? LOOK_FOR_MS : 0);
        if (found.length > 0)
            return found.map(({ taskArn }) => taskArn);
        throw notShown();
    };
    return {
        look: async (previous) => {
            const known = tasksToDescribe(previous, started);
            const tasks = known.length > 0
                ? await (0,aws_tasks/* describeTasks */.yz)(api, cluster, known, essential)
                : await (0,one_off_tasks/* describeFamilyTasks */.gC)(api, { cluster, family, essential });
            const seen = (0,src_snapshot/* migrationSnapshot */.vA)({ tasks, startedBy, started, previous, now: clock.now() });
            await tell(live, plan, seen, previous);
            latest = seen;
            return seen;
        },
        run: async ({ again, attempt }) => {
            if (again !== undefined)
                live.say((0,sentence/* ended */.v6)(`Trying again, because nothing has run yet: ${again}`));
            const clientToken = clientTokenOf(startedBy, environment.GITHUB_RUN_ATTEMPT ?? '1', attempt);
            const input = { ...plan.run, taskDefinition: taskDefinitionArn, startedBy, clientToken };
            const taskArn = await (0,one_off_tasks/* runTask */.ZZ)(api, input).catch((failure) => {
                if (failure instanceof errors/* AwsFailure */.OQ && mayHaveRun(failure))
                    answerLost = true;
                throw failure;
            });
            answerLost = false;
            started.push(taskArn);
            live.say(`Started task ${(0,core_arn/* lastPart */.S_)(taskArn)} of ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)}.`);
        },
        stop: async ({ because }) => {
            // At the timeout the watch itself asks again; a cancelled job has only this request.
            const aws = signal.aborted ? (0,stop/* patient */.I)(api, { clock, random, say: live.say }) : api;
            for (const taskArn of await tasksToStop(aws)) {
                live.say(`Stopping task ${(0,core_arn/* lastPart */.S_)(taskArn)}: ${because}.`);
                await (0,one_off_tasks/* stopTask */.S8)(aws, { cluster, taskArn, reason: `Slipway migrate: ${because}` });
            }
        },
        newest: () => started.at(-1) ?? (latest === undefined ? undefined : followedBy(latest)),
    };
}
/** Says which task is followed once there is one, and what came to its log since the look before. */
async function tell(live, { definition }, seen, previous) {
    const taskArn = followedBy(seen);
    if (taskArn === undefined)
        return;
    if (previous === undefined)
        live.say(`Joined task ${(0,core_arn/* lastPart */.S_)(taskArn)}, which an earlier attempt of this run has started.`);
    if (previous === undefined || followedBy(previous) === undefined)
        for (const sentence of unreadableLogs(definition))
            live.say(sentence);
    await live.read(logStreamsOf(definition, taskArn));
}
function notShown() {
    return new errors/* AwsFailure */.OQ({
        kind: 'refused',
        operation: 'ecs:ListTasks',
        code: NOT_SHOWN,
        awsMessage: 'ECS shows no live task of this migration',
    });
}
/** One request for what is known; the whole family while nothing of ours is, for then others matter too. */
function tasksToDescribe(previous, started) {
    const live = previous === undefined ? undefined : ((0,src_snapshot/* liveTask */.mH)(previous)?.taskArn ?? previous.missing?.taskArn);
    const promised = started.filter((arn) => !previous?.ours.some(({ taskArn }) => taskArn === arn));
    return [...new Set([...(live === undefined ? [] : [live]), ...promised])];
}
/** The task whose log is of interest now. */
function followedBy(snapshot) {
    return (0,src_snapshot/* liveTask */.mH)(snapshot)?.taskArn ?? snapshot.followed.at(-1);
}
function essentialOf(plan) {
    const names = new Set((0,task_definition/* containersOf */.Mz)(plan.definition)
        .filter(({ essential }) => essential !== false)
        .map(({ name }) => String(name)));
    return (container) => names.has(container);
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/cancelled.js
// The rule of a cancelled migration: its task is left, or stopped where that was asked for, and nobody is told that nothing is left behind
// unless somebody has looked.



function whenCancelled(history, limits) {
    const life = lifeOf(history);
    if (limits.onCancel === 'leave')
        return leave(life);
    if (life === 'none')
        return end('nothing', NOTHING_STARTED);
    const stop = stopsOf(history).at(-1);
    // An earlier stop was the timeout's: the cancel has more patience, and asks again if that one was not heard.
    if (stop === undefined || (stop.failure !== undefined && stop.at < (history.cancelledAt ?? stop.at)))
        return act({ kind: 'stop-task', because: 'the job was cancelled' });
    return stopped(life, stop);
}
const NOTHING_STARTED = 'nothing was started yet';
function lifeOf(history) {
    const { latest, latestAt = 0, now } = history;
    if (latest !== undefined && ((0,src_snapshot/* liveTask */.mH)(latest) !== undefined || latest.missing !== undefined))
        return 'seen';
    const newest = runsOf(history).at(-1);
    if (newest !== undefined && newest.failure === undefined && newest.at >= latestAt)
        return 'promised';
    // A look right after the request may be too early to show the task.
    const isOpen = runsOf(history).some(({ failure, at }) => failure !== undefined && mayHaveRun(failure) && (at >= latestAt || now - at < LOST_AFTER_MS));
    if (isOpen)
        return 'answer-lost';
    return latest === undefined ? 'unseen' : 'none';
}
function leave(life) {
    switch (life) {
        case 'seen':
        case 'promised':
            return end('perhaps', 'the task is left running, and a re-run of this job joins it');
        case 'answer-lost':
            return end('perhaps', 'a task may be running, because the answer to RunTask was lost; a re-run of this job joins it');
        case 'unseen':
            return end('unseen', NOTHING_STARTED);
        case 'none':
            return end('nothing', NOTHING_STARTED);
    }
}
function stopped(life, { failure }) {
    if (failure === undefined)
        return end('stopping', 'ECS was asked to stop the task');
    if (failure.code !== NOT_SHOWN)
        return end('perhaps', `the task could not be stopped: ${(0,sentence/* open */.ho)(failure.message)}`);
    return life === 'unseen'
        ? end('nothing', NOTHING_STARTED)
        : end('perhaps', 'a task may be running: RunTask was asked for, and ECS shows no task to stop');
}
function end(left, reason) {
    return settle({ kind: 'cancelled', reason, left });
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/sentences.js
// Why the watch of a migration waits, in words that change only when something has changed.



function liveSentence(task, now) {
    const id = shortId(task.taskArn);
    if (task.desiredStatus === 'STOPPED')
        return `task ${id} is ending (${task.lastStatus})`;
    if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined)
        return `task ${id} is ${task.lastStatus}`;
    // By the minute: a sentence that changed with each look would be printed with each look.
    const minutes = Math.floor((now - task.startedAt) / 60_000);
    return `task ${id} is running${minutes > 0 ? ` for ${minutes}m` : ''}`;
}
function describeOther(task) {
    return `another migration of this family: task ${shortId(task.taskArn)} is ${task.lastStatus} (started by ${task.startedBy || 'nobody known'})`;
}
function blindSentence(history) {
    const newest = history.blind.at(-1);
    return newest === undefined
        ? describeTally(history.tally)
        : `no look succeeds: ${(0,sentence/* open */.ho)(newest.message)} (${describeTally(history.tally)})`;
}
function shortId(taskArn) {
    return `${(0,core_arn/* lastPart */.S_)(taskArn).slice(0, 8)}…`;
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/next-step.js
// The rule of a migration: start it once, wait for it, stop it at its deadline, say how it ended. It knows nothing of how one looks or starts.
// Above all: nothing is started while a task of ours lives or may live, or once a container of ours has run.









/** A container has at most 120 s between SIGTERM and SIGKILL, and the task some more to end. */
const STOPPING_MS = 180_000;
const LONGEST_BACKOFF_MS = 60_000;
function nextStep(limits) {
    return (history) => {
        if (history.cancelledAt !== undefined)
            return whenCancelled(history, limits);
        const denied = permanentFailure(history);
        if (denied !== undefined)
            return settle({ kind: 'unobserved', reason: denied.message });
        const { latest } = history;
        if (latest === undefined)
            return withoutSight(history, limits);
        const live = (0,src_snapshot/* liveTask */.mH)(latest);
        if (live !== undefined)
            return whileLive(history, limits, live);
        if (latest.missing !== undefined)
            return whileMissing(history, latest.missing);
        const ended = outcome(history, latest, limits);
        return ended ?? start(history, latest, limits);
    };
}
function whileLive(history, limits, task) {
    const { now, blind } = history;
    const stops = stopsOf(history);
    const stop = stops.at(-1);
    if (stop === undefined) {
        if (now < deadlineOf(history, limits))
            return wait(blind.length > 0 ? blindSentence(history) : liveSentence(task, now));
        if (blind.length > 0)
            return settle({
                kind: 'unobserved',
                reason: `could not see the task at its deadline: ${blindSentence(history)}`,
            });
        return act({ kind: 'stop-task', because: `timeout of ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)} reached` });
    }
    const waited = now - (stops[0]?.at ?? now);
    if (waited >= STOPPING_MS || (stop.failure !== undefined && !(0,errors/* isTransient */.dg)(stop.failure))) {
        const why = stop.failure === undefined ? 'is still stopping' : `could not be stopped (${(0,sentence/* open */.ho)(stop.failure.message)})`;
        return settle({
            kind: 'timed-out',
            task,
            reason: `not finished after ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}; the task ${why}`,
        });
    }
    if (stop.failure !== undefined && now >= stop.at + backoff(stops.length, limits))
        return act({ kind: 'stop-task', because: stop.command.because });
    return wait(`asked ECS to stop the task (${stop.command.because}); it is ${task.lastStatus}`);
}
function whileMissing(history, missing) {
    const id = shortId(missing.taskArn);
    if (history.blind.length === 0 && history.now - missing.since >= LOST_AFTER_MS) {
        return settle({
            kind: 'lost',
            reason: `ECS has not shown the task ${id} for ${(0,duration/* renderDuration */.PP)(LOST_AFTER_MS)}; nobody can say how it ended`,
        });
    }
    return history.blind.length > 0 ? wait(blindSentence(history)) : wait(`ECS does not show the task ${id} yet`);
}
/** How it ended, if it has. A task of an earlier attempt counts only when it succeeded. */
function outcome(history, latest, limits) {
    const succeeded = latest.ours.findLast((task) => judge(task).kind === 'succeeded');
    if (succeeded !== undefined)
        return settle({ kind: 'succeeded', task: succeeded, how: howOf(history, latest, succeeded) });
    const task = latest.ours.findLast(({ taskArn }) => latest.followed.includes(taskArn));
    if (task === undefined)
        return undefined;
    const judgement = judge(task);
    if (judgement.kind === 'succeeded')
        return undefined;
    const stop = stopsOf(history).at(-1);
    if (stop !== undefined) {
        return settle({
            kind: 'timed-out',
            task,
            reason: `not finished after ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}, and so the task was stopped`,
        });
    }
    if (judgement.kind === 'failed')
        return settle({ kind: 'failed', task, reason: judgement.reason });
    const inTime = history.now < deadlineOf(history, limits);
    if (judgement.retryable && inTime)
        return undefined;
    return settle({
        kind: 'never-started',
        task,
        reason: judgement.retryable
            ? `${judgement.reason}; given up after ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}`
            : judgement.reason,
    });
}
/** Nothing of ours lives and nothing has run: start it, unless somebody else is at it or the last try was a moment ago. */
function start(history, latest, limits) {
    const { now, blind, latestAt = 0 } = history;
    const runs = runsOf(history);
    const last = runs.at(-1);
    const failure = last?.failure;
    if (failure !== undefined && !mayPass(failure))
        return settle({ kind: 'never-started', reason: failure.message });
    if (last !== undefined && failure === undefined && last.at >= latestAt)
        return wait('ECS took the task and shows it in a moment');
    const [other] = latest.others;
    const why = failure?.message ?? neverStartedReason(latest);
    if (now >= deadlineOf(history, limits)) {
        const limit = (0,duration/* renderDuration */.PP)(limits.timeoutMs);
        if (blind.length > 0)
            return settle({ kind: 'unobserved', reason: `gave up after ${limit}: ${blindSentence(history)}` });
        if (other !== undefined)
            return settle({ kind: 'busy', reason: `waited ${limit} for ${describeOther(other)}` });
        return settle({ kind: 'never-started', reason: `gave up after ${limit}: ${why ?? 'ECS started no task'}` });
    }
    if (blind.length > 0)
        return wait(blindSentence(history));
    if (other !== undefined) {
        return limits.onConcurrent === 'fail'
            ? settle({ kind: 'busy', reason: describeOther(other) })
            : wait(`waiting for ${describeOther(other)}`);
    }
    if (last !== undefined && now < last.at + backoff(runs.length, limits))
        return wait(`trying again soon: ${why}`);
    return act({
        kind: 'run-task',
        attempt: attemptOf(latest, runs),
        ...(last === undefined || why === undefined ? {} : { again: why }),
    });
}
/**
 * The number of the attempt, which makes its client token. An attempt whose answer was lost once keeps its number, whatever its further tries
 * meet: ECS then gives back the task that it may have started. One whose every try surely failed gives way to a new number.
 */
function attemptOf(latest, runs) {
    const open = new Set(runs.filter(({ failure }) => failure === undefined || mayHaveRun(failure)).map(attemptNumber));
    const surelyFailed = new Set(runs.map(attemptNumber).filter((attempt) => !open.has(attempt)));
    return 1 + latest.ours.length + surelyFailed.size;
}
function attemptNumber({ command }) {
    return command.attempt;
}
function withoutSight(history, limits) {
    return history.now < deadlineOf(history, limits)
        ? wait(blindSentence(history))
        : settle({
            kind: 'unobserved',
            reason: `gave up after ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}: ${blindSentence(history)}`,
        });
}
function howOf(history, latest, task) {
    if (!latest.followed.includes(task.taskArn))
        return 'earlier';
    return runsOf(history).length > 0 ? 'ran' : 'joined';
}
function neverStartedReason(latest) {
    const task = latest.ours.at(-1);
    const judgement = task === undefined ? undefined : judge(task);
    return judgement?.kind === 'never-started' ? judgement.reason : undefined;
}
/** Interval, twice, four times …, at most a minute. */
function backoff(tries, limits) {
    return Math.max(limits.pollIntervalMs, Math.min(limits.pollIntervalMs * 2 ** (tries - 1), LONGEST_BACKOFF_MS));
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/follow.js
// The watch of one migration from its first look to the last line of its log.












const DRAIN_INTERVAL_MS = 2_000;
/** `api`: without retries of its own, for the watch has its pace. */
async function followMigration(context, api, of) {
    const { clock, random, signal, log } = context;
    const { plan, taskDefinitionArn, limits } = of;
    const startedBy = startedByOf(identityOf(context), plan.identity);
    const live = createLiveLog(api, log, plan.container);
    const tasks = createMigrationTasks(context, api, { plan, taskDefinitionArn, startedBy, live });
    // Saved before a task may live: a kill leaves no time for it.
    if (limits.onCancel === 'stop')
        (0,intent/* saveIntent */.Cf)(context.state, { cluster: plan.cluster, family: plan.family, startedBy });
    const verdict = await watch({
        look: tasks.look,
        act: (command) => (command.kind === 'run-task' ? tasks.run(command) : tasks.stop(command)),
        decide: nextStep(limits),
        pace: (history) => nextDelay({
            intervalMs: limits.pollIntervalMs,
            failures: history.blind.length,
            now: history.now,
            deadlineAt: deadlineOf(history, limits),
            random: random(),
        }),
        describe: src_snapshot/* describeSnapshot */.e4,
        clock,
        signal,
        onWait: (because) => live.say((0,sentence/* ended */.v6)(`Waiting: ${because}`)),
    });
    if (verdict.kind !== 'cancelled' || verdict.left !== 'perhaps')
        (0,intent/* saveSettled */.TL)(context.state);
    const taskArn = 'task' in verdict && verdict.task !== undefined ? verdict.task.taskArn : tasks.newest();
    if (taskArn === undefined)
        return { verdict, tail: [] };
    const streams = logStreamsOf(plan.definition, taskArn);
    // A cancelled job has seconds left.
    if (!signal.aborted)
        await live.drain(streams, { clock, signal, intervalMs: Math.min(limits.pollIntervalMs, DRAIN_INTERVAL_MS) });
    const own = streams.find(({ container }) => container === plan.container);
    return { verdict, taskArn, tail: live.tail, ...defined({ log: own }) };
}
function identityOf({ environment, random }) {
    // Outside of a workflow each start is a run of its own.
    return { runId: environment.GITHUB_RUN_ID || `local-${random()}`, job: environment.GITHUB_JOB ?? '' };
}

// EXTERNAL MODULE: ./build/lib/core/terraform-names.js
var terraform_names = __nccwpck_require__(7275);
;// CONCATENATED MODULE: ./build/lib/core/requested-images.js
// The inputs `image` and `repository`: one reference, or `container=reference` lines. A digest alone is an image of `repository`.
// Which container a bare reference means is the plan's business.



/** Every line that is wrong becomes a problem of the reader, and so does a repository that is needed and cannot be meant. */
function readImages(reader) {
    const lines = reader.list('image').map(lineOf);
    const repository = readRepository(reader, lines);
    const images = lines.flatMap(({ text, container, reference }) => {
        const found = container === '' ? NEITHER : looksLikeDigest(reference) ? imageIn(repository, reference) : imageOf(reference);
        if (typeof found === 'string')
            reader.problem('image', `"${text}" ${found}`);
        if (found === undefined || typeof found === 'string')
            return [];
        return [container === undefined ? found : { container, ...found }];
    });
    if (lines.length > 1 && images.some(({ container }) => container === undefined))
        reader.problem('image', 'with several lines each has to name its container: container=reference');
    const names = images.flatMap(({ container }) => (container === undefined ? [] : [container]));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        reader.problem('image', `names the container "${twice}" twice`);
    return images;
}
const NEITHER = 'is neither an image reference nor container=reference; for example 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:… or web=repository:tag, or sha256:… together with repository';
function lineOf(text) {
    // A reference holds no "=", so the first one divides.
    const divider = text.indexOf('=');
    return divider < 0
        ? { text, reference: text }
        : { text, container: text.slice(0, divider).trim(), reference: text.slice(divider + 1).trim() };
}
/** By its grammar alone `sha256:…` would be a tag of a repository with that name. */
function looksLikeDigest(reference) {
    return reference.startsWith('sha256:');
}
/** The image, or what is wrong with the line. */
function imageOf(reference) {
    const image = parseImage(reference);
    if (image !== undefined)
        return { image };
    // As in ghcr.io/${{ github.repository }}.
    return parseImage(reference.toLowerCase()) === undefined
        ? NEITHER
        : 'has capital letters in its repository, where a registry takes none';
}
/** Undefined where the repository is at fault, which is told for itself. */
function imageIn(repository, digest) {
    if (!isDigest(digest))
        return 'is not a whole digest; allowed: sha256: and 64 digits of 0-9 and a-f';
    if (repository === undefined)
        return undefined;
    const { name, host, ...where } = repository;
    return host === undefined
        ? { image: { repository: name, digest }, repository: { name, ...where } }
        : { image: { registry: host, repository: name, digest } };
}
/** Where no line needs it, it may be given all the same, and nothing is said of it. */
function readRepository(reader, lines) {
    if (!lines.some(({ reference }) => looksLikeDigest(reference))) {
        reader.text('repository');
        return undefined;
    }
    const because = 'image is given by its digest alone';
    const text = reader.required('repository', { terraform: terraform_names/* REPOSITORY_OUTPUTS */._W, because });
    const repository = text === '' ? undefined : parseRepository(text);
    if (typeof repository !== 'string')
        return repository;
    reader.problem('repository', repository);
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/inputs.js
// From inputs to a MigrateRequest, once and for all: behind this file no text is parsed and no default is chosen.



const LAUNCH_TYPES = ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'];
/** Throws one UserError with every problem. */
function parseInputs(reader) {
    const request = {
        target: {
            cluster: reader.required('cluster', { terraform: terraform_names/* CLUSTER_OUTPUTS */.K0 }),
            service: reader.required('service', { terraform: terraform_names/* SERVICE_OUTPUTS */.Ht }),
        },
        images: readImages(reader),
        command: readCommand(reader),
        environment: reader.keyValues('environment'),
        settings: readSettings(reader),
        limits: {
            timeoutMs: reader.duration('timeout', { min: 1 }) ?? 30 * 60_000,
            pollIntervalMs: reader.duration('poll-interval', { min: 1 }) ?? 5_000,
            onConcurrent: reader.choice('on-concurrent', ['wait', 'fail'], 'wait'),
            onCancel: reader.choice('on-cancel', ['leave', 'stop'], 'leave'),
        },
        dryRun: reader.boolean('dry-run', false),
        ...present('container', reader.text('container')),
        ...present('entryPoint', readEntryPoint(reader)),
        ...present('family', readFamily(reader)),
    };
    if (request.target.service.includes('\n'))
        reader.problem('service', 'is one service: the one whose settings are taken over');
    // Without it the step would run what serves now: a green migration of the old release, when an output was empty.
    if (request.images.length === 0 && !reader.isGiven('image'))
        reader.problem('image', 'is required: the image whose migrations are to run; is the output that it comes from empty?');
    reader.finish();
    return request;
}
function readCommand(reader) {
    const text = reader.required('command');
    if (text === '')
        return [];
    try {
        return parseCommand(text);
    }
    catch (error) {
        reader.problem('command', `starts with [ and so ${messageOf(error)}`);
        return [];
    }
}
function readEntryPoint(reader) {
    const text = reader.text('entry-point');
    if (text === undefined)
        return undefined;
    try {
        return parseWords(text);
    }
    catch (error) {
        reader.problem('entry-point', messageOf(error));
        return undefined;
    }
}
function readFamily(reader) {
    const family = reader.text('family');
    if (family !== undefined && !/^[A-Za-z0-9_-]{1,255}$/.test(family))
        reader.problem('family', `"${family}" is not allowed; allowed: up to 255 letters, digits, - and _`);
    return family;
}
function readSettings(reader) {
    const subnets = readIds(reader, 'subnets');
    const securityGroups = readIds(reader, 'security-groups');
    const launchType = reader.text('launch-type') !== undefined ? reader.choice('launch-type', LAUNCH_TYPES, 'FARGATE') : undefined;
    const capacityProviders = readCapacityProviders(reader);
    if (launchType !== undefined && capacityProviders !== undefined)
        reader.problem('launch-type', 'goes not together with capacity-provider-strategy: ECS takes one of the two');
    return {
        tags: reader.keyValues('tags'),
        ...present('subnets', subnets),
        ...present('securityGroups', securityGroups),
        ...present('assignPublicIp', reader.text('assign-public-ip') !== undefined
            ? reader.choice('assign-public-ip', ['ENABLED', 'DISABLED'], 'DISABLED')
            : undefined),
        ...present('launchType', launchType),
        ...present('capacityProviders', capacityProviders),
        ...present('platformVersion', reader.text('platform-version')),
        ...present('cpu', reader.integer('cpu', { min: 128, max: 196_608 })),
        ...present('memory', reader.integer('memory', { min: 4, max: 4_000_000 })),
        ...present('ephemeralStorageGiB', reader.integer('ephemeral-storage', { min: 21, max: 200 })),
        ...present('taskRole', reader.text('task-role')),
        ...present('executionRole', reader.text('execution-role')),
    };
}
/** One a line, or divided by commas as people copy them from a console; also a JSON list, as Terraform writes one. */
function readIds(reader, name) {
    const prefix = name === 'subnets' ? 'subnet-' : 'sg-';
    const ids = reader
        .list(name)
        .flatMap((line) => line.replace(/^\[|\]$/g, '').split(','))
        .map((item) => item.trim().replace(/^"(.*)"$/, '$1'))
        .filter((item) => item !== '');
    for (const id of ids)
        if (!id.startsWith(prefix))
            reader.problem(name, `"${id}" is not allowed; allowed: ids such as ${prefix}0a1b2c3d`);
    return ids.length === 0 ? undefined : ids;
}
function readCapacityProviders(reader) {
    const lines = reader.list('capacity-provider-strategy');
    if (lines.length === 0)
        return undefined;
    return lines.flatMap((line) => {
        const match = /^([A-Za-z0-9_-]+)(?:=(\d{1,4})(?:,(\d{1,6}))?)?$/.exec(line);
        const [, name, weight, base] = match ?? [];
        if (name === undefined) {
            reader.problem('capacity-provider-strategy', `"${line}" is not allowed; allowed: provider, provider=weight or provider=weight,base`);
            return [];
        }
        if (name === 'FARGATE_SPOT') {
            reader.problem('capacity-provider-strategy', 'FARGATE_SPOT is not allowed: it may take the task away in the middle of a migration; give FARGATE');
        }
        return [
            { capacityProvider: name, weight: Number(weight ?? 1), ...(base === undefined ? {} : { base: Number(base) }) },
        ];
    });
}
/** A member only where there is a value: absent means "as the service has it". */
function present(name, value) {
    return (value === undefined ? {} : { [name]: value });
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/migration-definition.js
// The task definition of a migration, made from the service's: who runs the command, who has to stand beside it, and what would do harm
// in a task that is to end. Unknown members survive.



/** The one that is named, else the one whose image is given, else the only one, else the one behind the load balancer, else the first essential one. */
function chooseContainer(of) {
    const names = (0,task_definition/* containerNames */.MR)(of.definition);
    if (of.named !== undefined)
        return { name: of.named, because: 'the input names it' };
    const [image] = of.images;
    if (of.images.length === 1 && image?.container !== undefined)
        return { name: image.container, because: 'the image is given for it' };
    const [first] = names;
    if (first !== undefined && names.length === 1)
        return { name: first, because: 'it is the only one' };
    const behind = of.balanced.find((name) => names.includes(name));
    if (behind !== undefined)
        return { name: behind, because: 'it is the one behind the load balancer' };
    const essential = (0,task_definition/* containersOf */.Mz)(of.definition).find((container) => container.essential !== false);
    return essential === undefined
        ? undefined
        : { name: String(essential.name), because: 'it is the first essential one' };
}
/** Every name that the request uses and the definition does not have. */
function unknownContainers(definition, named, images) {
    const names = (0,task_definition/* containerNames */.MR)(definition);
    const missing = (input, name) => `${input}: the task definition of the service has no container "${name}".${(0,near_names/* suggestion */.h)(name, names)}`;
    return [
        ...(named === undefined || names.includes(named) ? [] : [missing('container', named)]),
        ...images.flatMap(({ container }) => container === undefined || names.includes(container) ? [] : [missing('image', container)]),
    ];
}
/**
 * The container itself, what it depends on (dependsOn, links, volumesFrom; to the last), and log routers that one of them logs through.
 * Everything else is left out: a web server beside the migration would run for ever.
 */
function companionsOf(definition, container) {
    const containers = new Map((0,task_definition/* containersOf */.Mz)(definition).map((each) => [String(each.name), each]));
    const kept = new Set();
    const queue = [container];
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
        const found = containers.get(name);
        if (found === undefined || kept.has(name))
            continue;
        kept.add(name);
        queue.push(...neededBy(found));
        if (logsThroughRouter(found)) {
            queue.push(...[...containers.values()]
                .filter(({ firelensConfiguration }) => (0,task_definition/* isRaw */.Zi)(firelensConfiguration))
                .map(({ name: router }) => String(router)));
        }
    }
    const names = [...containers.keys()];
    return {
        kept: names.filter((name) => kept.has(name) && name !== container),
        dropped: names.filter((name) => !kept.has(name)),
    };
}
/** What is sent to RegisterTaskDefinition. */
function migrationDefinition(source, request) {
    const { dropped } = companionsOf(source, request.container);
    const definition = (0,task_definition/* withImages */.nS)((0,task_definition/* registrable */.ZV)(source), request.images);
    const containers = (0,task_definition/* containersOf */.Mz)(definition)
        .filter((container) => !dropped.includes(String(container.name)))
        .map((container) => (container.name === request.container ? migrating(container, request) : companion(container)));
    const proxy = (0,task_definition/* isRaw */.Zi)(definition.proxyConfiguration) ? String(definition.proxyConfiguration.containerName) : undefined;
    return {
        ...without(definition, proxy !== undefined && dropped.includes(proxy) ? ['proxyConfiguration'] : []),
        family: request.family,
        containerDefinitions: containers,
    };
}
/** The image of each container, by the digest that is known of it; a bare reference belongs to the one that runs the command. */
function containerImages(images, container) {
    return images.map(({ container: named = container, image, digest }) => ({
        container: named,
        image: digest === undefined ? renderImage(image) : pinned(image, digest),
    }));
}
/**
 * Ports would clash with the service's own task on an EC2 host; a health check of a server would call a migration sick;
 * a restart policy would run it again and hide its exit code.
 */
function migrating(container, request) {
    const { secrets } = container;
    return {
        ...without(container, ['portMappings', 'healthCheck', 'restartPolicy']),
        essential: true,
        ...(request.entryPoint === undefined ? {} : { entryPoint: request.entryPoint }),
        ...(Array.isArray(secrets)
            ? { secrets: secrets.filter((secret) => !(0,task_definition/* isRaw */.Zi)(secret) || !request.variables.includes(String(secret.name))) }
            : {}),
    };
}
/** Not essential: when the migration ends ECS stops it, and its exit code then says nothing about the migration. */
function companion(container) {
    return { ...without(container, ['portMappings']), essential: false };
}
function neededBy(container) {
    const named = (list, read) => (Array.isArray(list) ? list : []).map(read).filter((name) => typeof name === 'string');
    return [
        ...named(container.dependsOn, (item) => ((0,task_definition/* isRaw */.Zi)(item) ? item.containerName : undefined)),
        ...named(container.volumesFrom, (item) => ((0,task_definition/* isRaw */.Zi)(item) ? item.sourceContainer : undefined)),
        ...named(container.links, (item) => (typeof item === 'string' ? item.split(':')[0] : undefined)),
    ];
}
function logsThroughRouter(container) {
    return (0,task_definition/* isRaw */.Zi)(container.logConfiguration) && container.logConfiguration.logDriver === 'awsfirelens';
}
function without(raw, members) {
    return Object.fromEntries(Object.entries(raw).filter(([member]) => !members.includes(member)));
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/run-settings.js
// Where and how the task runs: the service's settings, with the request's in their place, and never on Spot. The words of RunTask.

function planRun(service, definition, settings) {
    const source = inCharge(service);
    const network = planNetwork(source, definition, settings);
    const capacity = planCapacity(source, settings);
    const fargate = isFargate(capacity.input);
    const platform = settings.platformVersion ?? (fargate ? textOf(source.platformVersion) : undefined);
    const overrides = taskOverrides(settings);
    return {
        input: {
            ...network.input,
            ...capacity.input,
            ...(platform === undefined ? {} : { platformVersion: platform }),
            // Fargate takes neither constraints nor strategies; a service on Fargate has none.
            ...nonEmpty('placementConstraints', fargate ? [] : source.placementConstraints),
            ...nonEmpty('placementStrategy', fargate ? [] : source.placementStrategy),
            ...(source.enableECSManagedTags === true || service.enableECSManagedTags === true
                ? { enableECSManagedTags: true }
                : {}),
            ...nonEmpty('volumeConfigurations', volumesOf(service)),
            ...nonEmpty('tags', settings.tags.map(({ name, value }) => ({ key: name, value }))),
            ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
        },
        notes: [...network.notes, ...capacity.notes, ...(platform === undefined ? [] : [`platform version ${platform}`])],
        problems: network.problems,
    };
}
/** A service under CodeDeploy or an external controller keeps its settings in its primary task set. */
function inCharge(service) {
    const sets = Array.isArray(service.taskSets) ? service.taskSets.filter(task_definition/* isRaw */.Zi) : [];
    return sets.find(({ status }) => status === 'PRIMARY') ?? service;
}
function planNetwork(source, definition, settings) {
    const { subnets, securityGroups, assignPublicIp } = settings;
    const given = { subnets, 'security-groups': securityGroups, 'assign-public-ip': assignPublicIp };
    const names = Object.entries(given).filter(([, value]) => value !== undefined);
    if (definition.networkMode !== 'awsvpc') {
        const mode = textOf(definition.networkMode) ?? 'bridge';
        const problems = names.map(([name]) => `${name}: goes only with tasks in awsvpc mode; the service's task definition has network mode "${mode}"`);
        return { input: {}, notes: [`network mode ${mode}`], problems };
    }
    const configuration = (0,task_definition/* rawOf */.UD)(source.networkConfiguration);
    const awsvpc = {
        ...(0,task_definition/* rawOf */.UD)(configuration.awsvpcConfiguration),
        ...(subnets === undefined ? {} : { subnets }),
        ...(securityGroups === undefined ? {} : { securityGroups }),
        ...(assignPublicIp === undefined ? {} : { assignPublicIp }),
    };
    if (!Array.isArray(awsvpc.subnets) || awsvpc.subnets.length === 0)
        return { input: {}, notes: [], problems: ['subnets: the service has none to take over; give them'] };
    const groups = Array.isArray(awsvpc.securityGroups) ? awsvpc.securityGroups : [];
    const origin = names.length === 0 ? 'as the service has it' : `${names.map(([name]) => name).join(', ')} given`;
    return {
        input: { networkConfiguration: { ...configuration, awsvpcConfiguration: awsvpc } },
        notes: [
            `network: ${awsvpc.subnets.join(', ')}; ${groups.length === 0 ? 'default security group' : groups.join(', ')}; public IP ${textOf(awsvpc.assignPublicIp) ?? 'DISABLED'} (${origin})`,
        ],
        problems: [],
    };
}
function planCapacity(source, settings) {
    if (settings.launchType !== undefined)
        return { input: { launchType: settings.launchType }, notes: [`launch type ${settings.launchType} (given)`] };
    if (settings.capacityProviders !== undefined) {
        const strategy = settings.capacityProviders;
        return { input: { capacityProviderStrategy: strategy }, notes: [`${describeStrategy(strategy)} (given)`] };
    }
    const strategy = Array.isArray(source.capacityProviderStrategy) ? source.capacityProviderStrategy.filter(task_definition/* isRaw */.Zi) : [];
    if (strategy.length > 0)
        return withoutSpot(strategy);
    const launchType = textOf(source.launchType);
    return launchType === undefined
        ? { input: {}, notes: ["the cluster's default capacity providers"] }
        : { input: { launchType }, notes: [`launch type ${launchType} (as the service has it)`] };
}
/** A migration that is taken away in the middle is worse than one that costs a few cents more. */
function withoutSpot(strategy) {
    const kept = strategy.filter(({ capacityProvider }) => capacityProvider !== 'FARGATE_SPOT');
    if (kept.length === strategy.length)
        return {
            input: { capacityProviderStrategy: strategy },
            notes: [`${describeStrategy(strategy)} (as the service has it)`],
        };
    const why = 'FARGATE, where the service also uses FARGATE_SPOT, which may take a task away in the middle';
    const weighty = kept.filter(({ weight, base }) => Number(weight ?? 0) > 0 || Number(base ?? 0) > 0);
    // The launch type needs no capacity provider in the cluster, so it always works where FARGATE_SPOT does.
    return weighty.every(({ capacityProvider }) => capacityProvider === 'FARGATE')
        ? { input: { launchType: 'FARGATE' }, notes: [`launch type ${why}`] }
        : { input: { capacityProviderStrategy: weighty }, notes: [`${describeStrategy(weighty)}; never FARGATE_SPOT`] };
}
function describeStrategy(strategy) {
    return `capacity providers ${strategy.map(({ capacityProvider, weight }) => `${capacityProvider}=${weight ?? 0}`).join(', ')}`;
}
function isFargate(capacity) {
    const strategy = Array.isArray(capacity.capacityProviderStrategy) ? capacity.capacityProviderStrategy : [];
    return (capacity.launchType === 'FARGATE' || strategy.some((item) => (0,task_definition/* isRaw */.Zi)(item) && item.capacityProvider === 'FARGATE'));
}
/** They stand with the deployments, not with the service. */
function volumesOf(service) {
    const deployments = Array.isArray(service.deployments) ? service.deployments.filter(task_definition/* isRaw */.Zi) : [];
    return deployments.find(({ status }) => status === 'PRIMARY')?.volumeConfigurations;
}
function taskOverrides(settings) {
    return {
        ...(settings.cpu === undefined ? {} : { cpu: String(settings.cpu) }),
        ...(settings.memory === undefined ? {} : { memory: String(settings.memory) }),
        ...(settings.ephemeralStorageGiB === undefined
            ? {}
            : { ephemeralStorage: { sizeInGiB: settings.ephemeralStorageGiB } }),
        ...(settings.taskRole === undefined ? {} : { taskRoleArn: settings.taskRole }),
        ...(settings.executionRole === undefined ? {} : { executionRoleArn: settings.executionRole }),
    };
}
function nonEmpty(name, value) {
    return Array.isArray(value) && value.length > 0 ? { [name]: value } : {};
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/plan.js
// MigrateRequest × what the service runs → the task definition and the RunTask input of the migration, and the sentences that explain them.
// It decides everything before anything is touched; problems come back all at once.






function planMigration(request, service, source, images) {
    const chosen = chooseContainer({
        definition: source,
        images,
        balanced: service.loadBalancers.map(({ containerName }) => containerName),
        ...defined({ named: request.container }),
    });
    const serviceFamily = String(source.family ?? (0,core_arn/* familyOf */.Ap)(service.taskDefinitionArn));
    const family = request.family ?? `${serviceFamily}-migrate`;
    const run = planRun(service.raw, source, request.settings);
    const problems = [
        ...unknownContainers(source, request.container, images),
        ...(chosen === undefined ? ['container: the task definition of the service has no container'] : []),
        ...(family === serviceFamily
            ? [`family: "${family}" is the family of the service itself; a migration is registered in one of its own`]
            : []),
        ...run.problems,
    ];
    if (problems.length > 0 || chosen === undefined)
        return { kind: 'problems', problems };
    const container = chosen.name;
    const sent = containerImages(images, container);
    const image = sent.find((each) => each.container === container)?.image;
    if (image === undefined)
        return {
            kind: 'problems',
            problems: [
                `image: names no image for the container "${container}", which runs the command (${chosen.because}); add "${container}=…", or name another container`,
            ],
        };
    const companions = companionsOf(source, container);
    const needed = sent.filter((each) => each.container === container || companions.kept.includes(each.container));
    const overrides = overridesOf(request, container, run.input);
    const { clusterArn: cluster } = service;
    return {
        kind: 'plan',
        plan: {
            cluster,
            family,
            container,
            command: request.command,
            image,
            definition: migrationDefinition(source, {
                family,
                container,
                images: needed,
                variables: request.environment.map(({ name }) => name),
                ...defined({ entryPoint: request.entryPoint }),
            }),
            run: { ...run.input, cluster, count: 1, overrides },
            identity: { cluster, family, images: needed, entryPoint: request.entryPoint ?? [], overrides },
            explanation: [
                `service ${service.name} has ${(0,core_arn/* shortTaskDefinition */.P5)(service.taskDefinitionArn)} (${(0,task_definition/* containerNames */.MR)(source).join(', ')})`,
                `container "${container}" runs the command: ${chosen.because}`,
                ...explained(request, needed, companions),
                ...run.notes,
                `family ${family}, so that the service's own revisions stay its own`,
            ],
        },
    };
}
function overridesOf({ command, environment }, container, run) {
    return {
        ...run.overrides,
        containerOverrides: [{ name: container, command, ...(environment.length === 0 ? {} : { environment }) }],
    };
}
function explained({ command, environment }, images, { kept, dropped }) {
    return [
        `command: ${renderCommand(command)}`,
        ...images.map((each) => `image of "${each.container}": ${each.image}`),
        ...(environment.length === 0 ? [] : [`variables set for it: ${environment.map(({ name }) => name).join(', ')}`]),
        ...(kept.length === 0 ? [] : [`beside it, because it needs them: ${kept.join(', ')}`]),
        ...(dropped.length === 0 ? [] : [`left out, because a migration has no use for them: ${dropped.join(', ')}`]),
    ];
}

;// CONCATENATED MODULE: ./build/actions/migrate/src/main.js
// The story of one migration: read, plan, register, start or join, watch, report.

















async function main(context, api) {
    const { inputs, log, clock, random, signal, environment } = context;
    const startedAt = clock.now();
    const request = parseInputs(inputs);
    const aws = (0,retry/* withRetry */.b)(api, {
        clock,
        random,
        signal,
        onRetry: (failure, delayMs) => log.line(`${failure.message} Asking again in ${(0,duration/* renderDuration */.PP)(delayMs)}.`),
    });
    log.group('Plan');
    log.line(`A migration for service ${request.target.service} on cluster ${request.target.cluster}.`);
    sayOrigins(log, inputs);
    const plan = await (0,github_cancelled/* unlessCut */.Dz)(signal, makePlan(context, aws, request));
    if (plan === 'cut')
        return (0,github_cancelled/* reportNothingStarted */.Xl)('migrate');
    for (const line of plan.explanation)
        log.line(line);
    const isRerun = Number(environment.GITHUB_RUN_ATTEMPT ?? 1) > 1;
    const facts = () => ({ plan, tail: [], durationMs: clock.now() - startedAt, isRerun });
    const cancelled = () => reportMigration({ kind: 'cancelled', reason: 'nothing was started yet', left: 'unseen' }, facts());
    if (request.dryRun)
        return reportMigration({ kind: 'planned' }, facts());
    if (signal.aborted)
        return cancelled();
    log.group('Register');
    const taskDefinitionArn = await (0,github_cancelled/* unlessCut */.Dz)(signal, register(context, aws, plan));
    if (taskDefinitionArn === 'cut')
        return cancelled();
    log.group('Run');
    const { verdict, ...seen } = await followMigration(context, api, { plan, taskDefinitionArn, limits: request.limits });
    return reportMigration(verdict, { ...facts(), ...seen, taskDefinitionArn });
}
/** Reads the service, its task definition and the digests; changes nothing. Throws one UserError with every problem. */
async function makePlan({ log }, aws, request) {
    const [found, service] = await Promise.all([
        orProblem(resolveImages(aws, request)),
        orProblem(describeService(aws, request.target)),
    ]);
    const images = found instanceof errors/* UserError */.yo ? request.images : found;
    const problems = found instanceof errors/* UserError */.yo ? found.problems : found.flatMap((image) => ('problem' in image ? [image.problem] : []));
    if (service instanceof errors/* UserError */.yo)
        throw new errors/* UserError */.yo([...service.problems, ...problems]);
    for (const image of images)
        if ('doubt' in image)
            log.annotate('notice', 'Image not checked', `${(0,sentence/* open */.ho)(image.doubt)}; it is used as it was given.`);
    const { definition } = await describeTaskDefinition(aws, String(inCharge(service.raw).taskDefinition ?? service.taskDefinitionArn));
    const planned = planMigration(request, service, definition, images);
    if (planned.kind === 'problems')
        throw new errors/* UserError */.yo([...planned.problems, ...problems]);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return planned.plan;
}
async function orProblem(reading) {
    try {
        return await reading;
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return error;
        throw error;
    }
}
async function resolveImages(aws, request) {
    const located = await locateImages(aws, request.images);
    return Promise.all(located.map(async (requested) => {
        const found = await lookUpImage(aws, requested.image, requested.repository);
        switch (found.kind) {
            case 'found':
                return { ...requested, digest: found.digest };
            case 'missing':
                return { ...requested, problem: `image: ${found.why}` };
            case 'unknown':
                return { ...requested, doubt: found.why };
        }
    }));
}
/** The newest revision of the migration's family when it says the same already, else a new one. */
async function register({ log }, aws, plan) {
    const newest = await (0,one_off_tasks/* newestRevision */.Aw)(aws, plan.family);
    if (newest !== undefined && sameContent(plan.definition, (0,task_definition/* registrable */.ZV)(newest))) {
        const arn = String(newest.taskDefinitionArn);
        log.line(`${(0,core_arn/* shortTaskDefinition */.P5)(arn)} says the same already.`);
        return arn;
    }
    const { arn, definition } = await registerTaskDefinition(aws, plan.definition);
    const lost = (0,task_definition/* lostMembers */.Uk)(plan.definition, definition);
    if (lost.length > 0) {
        throw new errors/* UserError */.yo(`ECS registered ${(0,core_arn/* shortTaskDefinition */.P5)(arn)} without what was sent as ${lost.join(', ')}. Nothing was run.`, { done: `${(0,core_arn/* shortTaskDefinition */.P5)(arn)} was registered; nothing was run.` });
    }
    log.line(`Registered ${(0,core_arn/* shortTaskDefinition */.P5)(arn)}.`);
    return arn;
}
function sameContent(a, b) {
    return (0,task_definition/* lostMembers */.Uk)(a, b).length === 0 && (0,task_definition/* lostMembers */.Uk)(b, a).length === 0;
}


/***/ }),

/***/ 4273:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var _lib_aws_one_off_tasks_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7421);
/* harmony import */ var _lib_aws_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4084);
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9661);
/* harmony import */ var _intent_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(869);
/* harmony import */ var _stop_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6155);
// The post step of a job that was cancelled or killed with `on-cancel: stop`: the task that main could not stop any more is stopped.





const LOOK_FOR_MS = 5_000;
async function post(context, api) {
    const { log, clock, random, signal, state } = context;
    const intent = (0,_intent_js__WEBPACK_IMPORTED_MODULE_3__/* .unfinishedIntent */ .WT)(state);
    if (intent === undefined)
        return;
    const { cluster, family } = intent;
    const aws = (0,_lib_aws_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .withRetry */ .b)(api, { clock, random, signal });
    const live = await (0,_stop_js__WEBPACK_IMPORTED_MODULE_2__/* .findLiveTasks */ .o)({ api: aws, clock }, intent, LOOK_FOR_MS);
    if (live.length === 0)
        log.line(`The step ended before its migration (${family}), and ECS shows no live task of it.`);
    for (const { taskArn } of live) {
        await (0,_lib_aws_one_off_tasks_js__WEBPACK_IMPORTED_MODULE_0__/* .stopTask */ .S8)(aws, { cluster, taskArn, reason: 'Slipway migrate: the step ended before its migration' });
        log.annotate('warning', 'Migration stopped', `The step ended before its migration (${family}): ECS was asked to stop task ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .lastPart */ .S_)(taskArn)} (on-cancel: stop). It may have done a part of its work.`);
    }
}


/***/ }),

/***/ 7263:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DG: () => (/* binding */ isLive),
/* harmony export */   e4: () => (/* binding */ describeSnapshot),
/* harmony export */   mH: () => (/* binding */ liveTask),
/* harmony export */   vA: () => (/* binding */ migrationSnapshot)
/* harmony export */ });
// One look at a migration: our own tasks, those of others in the same family, and the one that ECS promised and does not show yet.
function migrationSnapshot(facts) {
    const { tasks, started, previous, now } = facts;
    const isOurs = (task) => task.startedBy === facts.startedBy || started.includes(task.taskArn);
    const seen = new Map((previous?.ours ?? []).map((task) => [task.taskArn, task]));
    for (const task of tasks.filter(isOurs))
        seen.set(task.taskArn, task);
    const shown = new Set(tasks.map(({ taskArn }) => taskArn));
    const ours = [...seen.values()].sort((a, b) => a.createdAt - b.createdAt);
    const live = ours.filter((task) => isLive(task)).map(({ taskArn }) => taskArn);
    // A task that appears later is this process's own, also when the answer to its RunTask was lost on the way.
    const appeared = previous === undefined ? [] : tasks.filter((task) => isOurs(task) && !had(previous, task.taskArn));
    const followed = [
        ...new Set([...(previous?.followed ?? []), ...live, ...started, ...appeared.map(({ taskArn }) => taskArn)]),
    ];
    const absent = followed.find((arn) => !shown.has(arn) && (!seen.has(arn) || live.includes(arn)));
    const since = previous?.missing?.taskArn === absent ? (previous?.missing?.since ?? now) : now;
    return {
        ours: ours.filter(({ taskArn }) => taskArn !== absent),
        others: tasks.filter((task) => !isOurs(task) && isLive(task)),
        followed,
        ...(absent === undefined ? {} : { missing: { taskArn: absent, since } }),
    };
}
function had(previous, taskArn) {
    return previous.ours.some((task) => task.taskArn === taskArn);
}
/** Anything but an end that ECS has declared: a status that is new to us may still be running. */
function isLive(task) {
    return task.lastStatus !== 'STOPPED' && task.lastStatus !== 'DELETED';
}
function liveTask(snapshot) {
    return snapshot.ours.findLast(isLive);
}
/** A few words for the tally of looks. */
function describeSnapshot(snapshot) {
    const live = liveTask(snapshot);
    if (live !== undefined)
        return live.lastStatus;
    if (snapshot.missing !== undefined)
        return 'not shown';
    if (snapshot.others.length > 0)
        return 'another migration is running';
    return snapshot.ours.length > 0 ? 'stopped' : 'no task';
}


/***/ }),

/***/ 6155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ patient),
/* harmony export */   o: () => (/* binding */ findLiveTasks)
/* harmony export */ });
/* harmony import */ var _lib_aws_one_off_tasks_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7421);
/* harmony import */ var _lib_aws_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4084);
/* harmony import */ var _lib_core_duration_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2720);
/* harmony import */ var _snapshot_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7263);
// Finds the live tasks of one migration by `startedBy`, for whoever does not know their ARNs, and asks with the patience of a cancelled job.




/** The runner kills a cancelled step after 10 s; its report takes some of them. */
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 500;
/** ECS lists a new task a moment after RunTask: it is looked for until `forMs` are over. */
async function findLiveTasks({ api, clock }, of, forMs) {
    const until = clock.now() + forMs;
    for (;;) {
        const tasks = await (0,_lib_aws_one_off_tasks_js__WEBPACK_IMPORTED_MODULE_0__/* .describeFamilyTasks */ .gC)(api, { ...of, essential: () => true });
        const live = tasks.filter((task) => task.startedBy === of.startedBy && (0,_snapshot_js__WEBPACK_IMPORTED_MODULE_3__/* .isLive */ .DG)(task));
        if (live.length > 0 || clock.now() >= until)
            return live;
        await clock.sleep(LOOK_AGAIN_MS);
    }
}
/** A request that was throttled was not heard. A cancel does not end the asking, because it is what asks; the seconds it leaves do. */
function patient(api, of) {
    const { clock, random, say } = of;
    const until = clock.now() + PATIENCE_MS;
    const over = new AbortController();
    return (0,_lib_aws_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .withRetry */ .b)(api, {
        clock,
        random,
        signal: over.signal,
        onRetry: (failure, delayMs) => {
            if (clock.now() + delayMs > until)
                over.abort();
            else
                say(`${failure.message} Asking again in ${(0,_lib_core_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .renderDuration */ .PP)(delayMs)}.`);
        },
    });
}


/***/ }),

/***/ 7421:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ newestRevision),
/* harmony export */   S8: () => (/* binding */ stopTask),
/* harmony export */   ZZ: () => (/* binding */ runTask),
/* harmony export */   gC: () => (/* binding */ describeFamilyTasks)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
/* harmony import */ var _core_task_definition_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5187);
/* harmony import */ var _service_snapshot_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1790);
/* harmony import */ var _tasks_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9084);
// Tasks that run once: start one, stop one, and see all of a family. What they mean is the business of who asked.




/** Tasks of the family, live ones and those that stopped within ECS's memory of about an hour. */
async function describeFamilyTasks(api, of) {
    const { cluster, family, essential } = of;
    // A task that is told to stop is listed with the stopped ones while it still runs.
    const [running, stopped] = await Promise.all(['RUNNING', 'STOPPED'].map((desiredStatus) => (0,_tasks_js__WEBPACK_IMPORTED_MODULE_1__/* .listTasks */ .Vk)(api, { cluster, family, desiredStatus })));
    // A task may move from one list to the other between the two requests.
    const arns = [...new Set([...(running ?? []), ...(stopped ?? [])])];
    return (0,_tasks_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTasks */ .yz)(api, cluster, arns, essential);
}
/** Failures that a later attempt may not meet: no room, no network interface, no agent. */
const PASSING = /^(RESOURCE:|AGENT$|EMPTY CAPACITY PROVIDER|NO ACTIVE INSTANCES|Capacity is unavailable)/i;
/** The ARN of the task. ECS's `failures`, which come with status 200, are an AwsFailure like any other: `unavailable` when they may pass. */
async function runTask(api, input) {
    const answer = await api.raw('ecs', 'RunTask', input);
    const [task] = (0,_service_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .listOf */ .c)(answer, 'tasks');
    if (typeof task?.taskArn === 'string')
        return task.taskArn;
    const [failure = {}] = (0,_service_snapshot_js__WEBPACK_IMPORTED_MODULE_2__/* .listOf */ .c)(answer, 'failures');
    const reason = typeof failure.reason === 'string' ? failure.reason : 'no task and no reason';
    const detail = typeof failure.detail === 'string' ? `: ${failure.detail}` : '';
    throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ({
        kind: PASSING.test(reason) ? 'unavailable' : 'refused',
        operation: 'ecs:RunTask',
        code: reason,
        awsMessage: `${MEANINGS[reason] ?? reason}${detail}`,
    });
}
/** ECS developer guide, "API failure reasons". */
const MEANINGS = {
    'RESOURCE:CPU': 'no container instance has enough CPU left',
    'RESOURCE:MEMORY': 'no container instance has enough memory left',
    'RESOURCE:ENI': 'no network interface is left for the task',
    AGENT: 'the agent of the container instance is not connected',
    ATTRIBUTE: 'no container instance has an attribute that the task definition needs',
    LOCATION: 'no container instance is in the zone or subnet that was asked for',
};
/** Asks ECS to stop it: SIGTERM, then SIGKILL after the containers' stop timeouts. `reason` is shown as the task's stopped reason. */
async function stopTask(api, of) {
    await api.call('ecs', 'StopTask', { cluster: of.cluster, task: of.taskArn, reason: of.reason.slice(0, 255) });
}
/** The newest revision of the family, or undefined when there is none yet. */
async function newestRevision(api, family) {
    try {
        const answer = await api.raw('ecs', 'DescribeTaskDefinition', { taskDefinition: family });
        return (0,_core_task_definition_js__WEBPACK_IMPORTED_MODULE_3__/* .isRaw */ .Zi)(answer.taskDefinition) ? answer.taskDefinition : undefined;
    }
    catch (error) {
        if (error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ && error.kind === 'refused')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 4084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ withRetry)
/* harmony export */ });
/* unused harmony export retrying */
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
// Retrying is ours, on our clock: an AwsApi that asks again after what is transient. Not for the looks of a watch, which has its own pace.

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 20_000;
/** A registration behind 100 others waits 80 s for its token (20 at once, then one a second), so two minutes are not too long. */
const GIVE_UP_AFTER_MS = 120_000;
/** An answer lost on the way is not asked for again where a second request could do a second thing; the caller looks first. */
const NOT_IDEMPOTENT = new Set(['ecs:UpdateService', 'ecs:StopServiceDeployment']);
function withRetry(api, options) {
    return {
        call: (service, operation, input, call) => retrying(() => api.call(service, operation, input, call), options),
        raw: (service, operation, input) => retrying(() => api.raw(service, operation, input), options),
    };
}
async function retrying(attempt, options) {
    const { clock, random, signal, onRetry, giveUpAfterMs = GIVE_UP_AFTER_MS } = options;
    const startedAt = clock.now();
    for (let failures = 0;; failures++) {
        try {
            return await attempt();
        }
        catch (error) {
            if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ) || !(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(error) || signal.aborted)
                throw error;
            if (error.ambiguous && NOT_IDEMPOTENT.has(error.operation))
                throw error;
            // Full jitter: anything from nothing to the whole step, never the same for two jobs.
            const delayMs = random() * Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS);
            if (clock.now() + delayMs - startedAt > giveUpAfterMs)
                throw error;
            onRetry?.(error, delayMs);
            await clock.sleep(delayMs, signal);
        }
    }
}


/***/ }),

/***/ 1888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ openAws)
});

// UNUSED EXPORTS: createAwsApi

// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
;// CONCATENATED MODULE: ./build/lib/aws/failures.js
// From the SDK's errors to AwsFailure: by name, code and status. What to do about a failure is the rule's business.

const THROTTLED = new Set([
    'ThrottlingException',
    'Throttling',
    'TooManyRequestsException',
    'RequestLimitExceeded',
    'RequestThrottled',
    'SlowDown',
    'ThrottledException',
]);
const DENIED = new Set([
    'AccessDeniedException',
    'AccessDenied',
    'UnauthorizedOperation',
    'UnauthorizedException',
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'OptInRequired',
]);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
/** The connection was never made, so nothing can have been carried out. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const BROKEN = new Set([
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'TimeoutError',
    'RequestTimeout',
    'ERR_STREAM_PREMATURE_CLOSE',
]);
function translateError(error, { service, operation, authenticated }) {
    if (!(error instanceof Error))
        return new Error(String(error), { cause: error });
    if (error.name === 'CredentialsProviderError' && !authenticated) {
        return new errors/* UserError */.yo('There are no AWS credentials: give role-to-assume, or run aws-actions/configure-aws-credentials in an earlier step of this job (either needs "permissions: id-token: write").', { cause: error });
    }
    const { status, code } = factsOf(error);
    const kind = kindOf({ status, code, operation, message: error.message, answered: hasAnswer(error) });
    if (kind === undefined)
        return error;
    const ambiguous = kind === 'unavailable' && !NEVER_SENT.has(code);
    return new errors/* AwsFailure */.OQ({ kind, operation: `${service}:${operation}`, code, awsMessage: wordsOf(error) || code, ambiguous }, { cause: error });
}
/** Without what the SDK adds for programmers when an answer cannot be read, such as a gateway's page of HTML. */
function wordsOf(error) {
    return error.message.replace(/\n\s*Deserialization error: .*$/s, '');
}
function kindOf(facts) {
    const { status, code } = facts;
    if (THROTTLED.has(code) || status === 429)
        return 'throttled';
    // ECS refuses parallel registrations of one family with the catch-all ClientException; only its text tells them apart.
    if (facts.operation === 'RegisterTaskDefinition' && code === 'ClientException' && /concurrent/i.test(facts.message))
        return 'throttled';
    if (isIdentityProviderUnreached(facts))
        return 'unavailable';
    // Credentials that were there and cannot be had again: a session that ended while we watched.
    if (EXPIRED.has(code) || code === 'CredentialsProviderError')
        return 'expired';
    if (DENIED.has(code) || status === 401 || status === 403)
        return 'denied';
    if ((status !== undefined && status >= 500) || NEVER_SENT.has(code) || BROKEN.has(code))
        return 'unavailable';
    if (status !== undefined && status >= 400)
        return 'refused';
    // AWS answered 200 with a body that breaks off: the operation was carried out, its answer is lost.
    return facts.answered ? 'unavailable' : undefined;
}
/**
 * STS did not reach GitHub: it says so by a code of its own, which the API reference of AssumeRoleWithWebIdentity calls often transient, or (while it
 * fetches the keys) by the code of a bad token; then only the text tells them apart (aws-actions/configure-aws-credentials asks again as well).
 */
function isIdentityProviderUnreached({ code, message }) {
    // The SDK calls errors by their shapes, which end in Exception here; the codes on the wire do not.
    if (/^IDPCommunicationError(Exception)?$/.test(code))
        return true;
    return /^InvalidIdentityToken(Exception)?$/.test(code) && /couldn't retrieve verification key/i.test(message);
}
function factsOf(error) {
    const metadata = '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null ? error.$metadata : {};
    const status = 'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
    return { status, code };
}
function hasAnswer(error) {
    return '$response' in error || '$metadata' in error;
}

;// CONCATENATED MODULE: ./build/lib/aws/raw-json.js
// Members that the SDK does not know survive: the SDK drops them both when it sends and when it reads (seen with client-ecs 3.1162.0).
// One middleware replaces the request's body before it is signed, one keeps the answer's body before it is read.
/** For the step `build`, before the content length is computed and long before the request is signed. */
function replaceRequest(input) {
    return (next) => (args) => {
        args.request.body = JSON.stringify(input);
        return next(args);
    };
}
/** For the step `deserialize`, next to the network. */
function captureAnswer(into) {
    return (next) => async (args) => {
        const result = await next(args);
        const bytes = await bytesOf(result.response.body);
        into.body = bytes.toString('utf8');
        result.response.body = new Uint8Array(bytes);
        return result;
    };
}
async function bytesOf(body) {
    if (body === undefined || body === null)
        return Buffer.alloc(0);
    if (typeof body === 'string')
        return Buffer.from(body, 'utf8');
    if (body instanceof Uint8Array)
        return Buffer.from(body);
    const chunks = [];
    for await (const chunk of body)
        chunks.push(chunk);
    return Buffer.concat(chunks);
}

// EXTERNAL MODULE: ./build/lib/core/shell-word.js
var shell_word = __nccwpck_require__(3577);
;// CONCATENATED MODULE: ./build/lib/core/token-claims.js
// What a token says of itself, for messages. The claims are no secret, the token is; nobody's signature is checked here.
/** Nothing of a token that cannot be read. */
function claimsOf(token) {
    let claims;
    try {
        claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    }
    catch {
        return {};
    }
    if (typeof claims !== 'object' || claims === null)
        return {};
    const texts = Object.entries(claims).filter(([name, value]) => ['sub', 'aud', 'iss'].includes(name) && typeof value === 'string');
    return Object.fromEntries(texts);
}

;// CONCATENATED MODULE: ./build/lib/aws/role.js
// The session of an assumed role, and when it is renewed: before it ends, one renewal at a time, each with a new token of GitHub's.
// It refuses to know sockets and the SDK: both are parameters.



/** Every role grants an hour; more has to be allowed by the role, and is not needed by who renews. */
const SESSION_SECONDS = 3_600;
const RENEW_BEFORE_END_MS = 5 * 60_000;
const PAUSE_AFTER_FAILURE_MS = 15_000;
function assumeRole(options) {
    const { clock, signal } = options;
    let current;
    let renewal;
    let pausedUntil = 0;
    const renew = async () => {
        // By our own clock from before the request: a runner whose clock is wrong would misread AWS's time of expiry.
        const until = clock.now() + SESSION_SECONDS * 1_000;
        const session = await obtain(options, current === undefined);
        current = { session, until };
        return session;
    };
    const renewOnce = () => {
        renewal ??= renew().finally(() => {
            renewal = undefined;
        });
        return renewal;
    };
    return {
        latest: () => current?.session,
        ended: (session) => {
            if (current?.session === session)
                current = { session, until: Number.NEGATIVE_INFINITY };
        },
        session: async () => {
            const now = clock.now();
            if (current !== undefined && now < current.until - RENEW_BEFORE_END_MS)
                return current.session;
            const isGood = current !== undefined && now < current.until;
            if (current !== undefined && isGood && (signal?.aborted || now < pausedUntil))
                return current.session;
            try {
                return await renewOnce();
            }
            catch (error) {
                if (current === undefined || clock.now() >= current.until)
                    throw error;
                // What is left of the old session serves meanwhile; the failure matters only when that is over too.
                pausedUntil = clock.now() + PAUSE_AFTER_FAILURE_MS;
                return current.session;
            }
        },
    };
}
async function obtain(options, isFirst) {
    const { request, idToken, assume, mask } = options;
    let token = '';
    try {
        token = await idToken(request.audience);
        const session = await assume({
            RoleArn: request.arn,
            RoleSessionName: request.sessionName,
            WebIdentityToken: token,
            DurationSeconds: SESSION_SECONDS,
        });
        for (const secret of [session.accessKeyId, session.secretAccessKey, session.sessionToken])
            mask(secret);
        return session;
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || (0,errors/* isTransient */.dg)(error))
            throw error;
        const remedy = remedyOf(error, request, token);
        if (isFirst)
            throw new errors/* UserError */.yo(`role-to-assume: ${request.arn} was not given to this job (${error.operation}, ${error.code}: ${error.awsMessage}). ${remedy}`, { cause: error });
        const { operation, code, awsMessage } = error;
        throw new errors/* AwsFailure */.OQ({ kind: 'expired', operation, code, awsMessage, remedy: `They were not renewed: ${awsMessage}. ${remedy}` }, { cause: error });
    }
}
function remedyOf({ code }, { arn, audience }, token) {
    if (token === '')
        return 'Does the job still have "permissions: id-token: write"?';
    const { sub, aud, iss } = claimsOf(token);
    const claims = `the token's sub is "${sub ?? ''}" and its aud "${aud ?? audience}"`;
    // As the SDK calls them, by their shapes.
    switch (code) {
        case 'InvalidIdentityTokenException':
            return `The account of the role needs an OIDC identity provider for ${iss ?? 'https://token.actions.githubusercontent.com'} that has this audience: ${claims}.`;
        case 'ExpiredTokenException':
            return 'The token was made a moment ago: is the clock of the runner or of GitHub wrong? Run the job again.';
        case 'AccessDenied':
            return `There is no such role, or its trust policy does not let this job in: ${claims}. Compare them with the conditions of the trust policy: aws iam get-role --role-name ${(0,shell_word/* shellWord */.r)(arn.slice(arn.lastIndexOf('/') + 1))}`;
        default:
            return `Compare the role and its trust policy with what was asked for: ${claims}.`;
    }
}

;// CONCATENATED MODULE: ./build/lib/aws/role-inputs.js
// role-to-assume and what belongs to it: the same inputs for every action that speaks to AWS, read beside the action's own. A post step reads no
// input, so main leaves them for it; they are no secrets.
const NO_ID_TOKEN = 'needs an OIDC token of GitHub, which this job may not have: give the job "permissions: id-token: write" (a reusable workflow\'s caller has to grant it as well; a pull request from a fork never has it), or leave role-to-assume out and use aws-actions/configure-aws-credentials';
const STATE = 'role';
const AUDIENCE = 'sts.amazonaws.com';
const LONGEST_NAME = 64;
/** `problem` is told to the reader as well, whose `finish` collects those of all inputs. */
function readRole({ inputs, state, environment, idToken, }) {
    const kept = state.read(STATE);
    if (kept !== undefined)
        return { request: JSON.parse(kept) };
    const arn = inputs.text('role-to-assume');
    const givenName = inputs.text('role-session-name');
    const givenAudience = inputs.text('role-audience');
    if (arn === undefined) {
        for (const name of ['role-session-name', 'role-audience'])
            if (inputs.isGiven(name))
                inputs.problem(name, 'goes only with role-to-assume');
        return undefined;
    }
    const sessionName = givenName ?? defaultSessionName(environment);
    const request = { arn, sessionName, audience: givenAudience ?? AUDIENCE };
    const problem = problemOf(request, idToken !== undefined);
    if (problem === undefined) {
        state.save(STATE, JSON.stringify(request));
        return { request };
    }
    inputs.problem(problem.input, problem.message);
    return { request, problem: `${problem.input}: ${problem.message}` };
}
function problemOf({ arn, sessionName }, mayHaveToken) {
    if (!/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn))
        return {
            input: 'role-to-assume',
            message: `"${arn}" is not the ARN of a role; allowed: arn:aws:iam::<account id>:role/<name>`,
        };
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
        return {
            input: 'role-session-name',
            message: `"${sessionName}" is not allowed; allowed: 2 to ${LONGEST_NAME} letters, digits and any of _+=,.@-`,
        };
    return mayHaveToken ? undefined : { input: 'role-to-assume', message: NO_ID_TOKEN };
}
/** `slipway-4711-release`: CloudTrail shows it, and leads to the run. */
function defaultSessionName({ GITHUB_RUN_ID: run, GITHUB_JOB: job }) {
    const name = ['slipway', run, job].filter(Boolean).join('-');
    return name.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, LONGEST_NAME);
}

;// CONCATENATED MODULE: ./build/lib/aws/sdk.js
// AwsApi over the AWS SDK. Clients are imported when first needed (a client costs 40 ms of start), make one attempt, and answer in time.





const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 20_000;
/** The door of an action: reads the inputs of the role, beside which the action reads its own. */
function openAws(surroundings, services) {
    const { environment, clock, signal, log, idToken } = surroundings;
    const role = readRole(surroundings);
    if (role === undefined)
        return createAwsApi({ environment, services });
    const { request, problem = 'role-to-assume: there is no OIDC token' } = role;
    const refuse = () => Promise.reject(new errors/* UserError */.yo(problem));
    const door = role.problem === undefined ? (idToken ?? refuse) : refuse;
    return createAwsApi({ environment, services, role: { request, idToken: door, clock, signal, mask: log.mask } });
}
function createAwsApi(options) {
    let authenticated = false;
    const clients = new Map();
    const clientOf = (service, region) => {
        const key = `${service} ${region}`;
        const known = clients.get(key);
        if (known !== undefined)
            return known;
        const made = makeClient(service, region, { ...options, ...credentialsOf(options, role) });
        clients.set(key, made);
        return made;
    };
    const sendOnce = async (sending, byClockOfAws = false) => {
        const { service, operation, input, call = {}, prepare } = sending;
        const { client, module } = await clientOf(service, call.region ?? regionOf(options.environment));
        const command = new module[`${operation}Command`](input);
        prepare?.(command);
        try {
            const output = (await client.send(command));
            authenticated = true;
            return output;
        }
        catch (error) {
            const failure = translateError(error, { service, operation, authenticated });
            if (!byClockOfAws && isRefusedForClock(error, failure))
                return sendOnce(sending, true);
            throw failure;
        }
    };
    const role = options.role &&
        assumeRole({
            ...options.role,
            assume: async (input) => sessionIn(await sendOnce({ service: 'sts', operation: 'AssumeRoleWithWebIdentity', input })),
        });
    const send = (sending) => role === undefined ? sendOnce(sending) : withSession(role, () => sendOnce(sending));
    return {
        call: (service, operation, input, call = {}) => send({ service, operation, input: input, call }),
        raw: async (service, operation, input) => {
            const answer = {};
            const prepare = ({ middlewareStack }) => {
                middlewareStack.add(replaceRequest(input), { step: 'build', priority: 'high', name: 'slipwayRawRequest' });
                middlewareStack.add(captureAnswer(answer), { step: 'deserialize', priority: 'low', name: 'slipwayRawAnswer' });
            };
            await send({ service, operation, input, prepare });
            return JSON.parse(answer.body ?? '{}');
        },
    };
}
/**
 * The clock of this machine is minutes off, so that no signature of it is taken. The SDK has learned the time of AWS from the refusal and says so; it
 * leaves asking again to its own retries, which are off. Nothing was carried out.
 */
function isRefusedForClock(error, failure) {
    if (!(failure instanceof errors/* AwsFailure */.OQ) || (failure.kind !== 'denied' && failure.kind !== 'expired'))
        return false;
    const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
    return typeof metadata === 'object' && metadata !== null && 'clockSkewCorrected' in metadata;
}
/** What AWS refuses for an ended session was not carried out, whatever it is: with a new session it is asked for once more. */
async function withSession(role, send) {
    const session = await role.session();
    try {
        return await send();
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind !== 'expired')
            throw error;
        role.ended(session);
        await role.session();
        return send();
    }
}
function sessionIn({ Credentials }) {
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken)
        throw new Error('STS gave a session without credentials');
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
/** `memoized`: the SDK would keep a session by its own clock and rules. */
function credentialsOf({ credentials }, role) {
    if (role === undefined)
        return credentials === undefined ? {} : { credentials };
    return { credentials: Object.assign(async () => role.latest() ?? role.session(), { memoized: true }) };
}
async function makeClient(service, region, options) {
    const load = options.services[service];
    if (load === undefined)
        throw new Error(`this action does not name the service ${service} among those that it asks`);
    const module = await load();
    return {
        module,
        client: new module.Client({
            region,
            maxAttempts: 1,
            ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
            requestHandler: options.requestHandler ?? {
                connectionTimeout: CONNECT_TIMEOUT_MS,
                requestTimeout: REQUEST_TIMEOUT_MS,
                throwOnRequestTimeout: true,
            },
        }),
    };
}
function regionOf(environment) {
    const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
    if (!region) {
        throw new errors/* UserError */.yo('AWS_REGION is not set: give it as env, or run aws-actions/configure-aws-credentials (with aws-region) in an earlier step of this job.');
    }
    if (!/^[a-z0-9-]+$/.test(region))
        throw new errors/* UserError */.yo(`AWS_REGION is "${region}", which is no region; allowed is a name such as eu-central-1.`);
    const endpoint = Object.entries(environment).find(([name, url]) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && url && !URL.canParse(url));
    if (endpoint !== undefined)
        throw new errors/* UserError */.yo(`${endpoint[0]} is "${endpoint[1]}", which is no URL.`);
    return region;
}


/***/ }),

/***/ 1790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ listOf),
/* harmony export */   e: () => (/* binding */ serviceSnapshot)
/* harmony export */ });
/* harmony import */ var _core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5187);
// One service of DescribeServices or UpdateService, from raw JSON (times are epoch seconds) to a ServiceSnapshot.

function serviceSnapshot(raw) {
    const configuration = (0,_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .rawOf */ .UD)(raw.deploymentConfiguration);
    const breaker = (0,_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .rawOf */ .UD)(configuration.deploymentCircuitBreaker);
    return {
        arn: textOf(raw, 'serviceArn') ?? '',
        name: textOf(raw, 'serviceName') ?? '',
        clusterArn: textOf(raw, 'clusterArn') ?? '',
        status: textOf(raw, 'status') ?? '',
        controller: (textOf((0,_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .rawOf */ .UD)(raw.deploymentController), 'type') ?? 'ECS'),
        schedulingStrategy: (textOf(raw, 'schedulingStrategy') ?? 'REPLICA'),
        taskDefinitionArn: textOf(raw, 'taskDefinition') ?? '',
        desiredCount: numberOf(raw, 'desiredCount') ?? 0,
        runningCount: numberOf(raw, 'runningCount') ?? 0,
        pendingCount: numberOf(raw, 'pendingCount') ?? 0,
        loadBalancers: listOf(raw, 'loadBalancers').map(loadBalancer),
        healthCheckGracePeriodSeconds: numberOf(raw, 'healthCheckGracePeriodSeconds') ?? 0,
        circuitBreaker: { enable: breaker.enable === true, rollback: breaker.rollback === true },
        strategy: textOf(configuration, 'strategy') ?? 'ROLLING',
        minimumHealthyPercent: numberOf(configuration, 'minimumHealthyPercent') ?? 100,
        maximumPercent: numberOf(configuration, 'maximumPercent') ?? 200,
        bakeTimeInMinutes: numberOf(configuration, 'bakeTimeInMinutes') ?? 0,
        managedByEcs: raw.resourceManagementType === 'ECS',
        deployments: listOf(raw, 'deployments').map(rollout),
        events: listOf(raw, 'events').map(event),
        raw,
    };
}
function loadBalancer(raw) {
    const targetGroupArn = textOf(raw, 'targetGroupArn');
    const alternateTargetGroupArn = textOf((0,_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .rawOf */ .UD)(raw.advancedConfiguration), 'alternateTargetGroupArn');
    return {
        containerName: textOf(raw, 'containerName') ?? '',
        containerPort: numberOf(raw, 'containerPort') ?? 0,
        ...(targetGroupArn === undefined ? {} : { targetGroupArn }),
        ...(alternateTargetGroupArn === undefined ? {} : { alternateTargetGroupArn }),
    };
}
function rollout(raw) {
    const state = textOf(raw, 'rolloutState');
    const reason = textOf(raw, 'rolloutStateReason');
    return {
        id: textOf(raw, 'id') ?? '',
        status: textOf(raw, 'status') ?? '',
        taskDefinitionArn: textOf(raw, 'taskDefinition') ?? '',
        desiredCount: numberOf(raw, 'desiredCount') ?? 0,
        runningCount: numberOf(raw, 'runningCount') ?? 0,
        pendingCount: numberOf(raw, 'pendingCount') ?? 0,
        failedTasks: numberOf(raw, 'failedTasks') ?? 0,
        ...(state === undefined ? {} : { rolloutState: state }),
        ...(reason === undefined ? {} : { rolloutStateReason: reason }),
    };
}
function event(raw) {
    return {
        id: textOf(raw, 'id') ?? '',
        at: (numberOf(raw, 'createdAt') ?? 0) * 1_000,
        message: textOf(raw, 'message') ?? '',
    };
}
function listOf(raw, name) {
    const value = raw[name];
    return Array.isArray(value) ? value.filter(_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi) : [];
}
function textOf(raw, name) {
    const value = raw[name];
    return typeof value === 'string' ? value : undefined;
}
function numberOf(raw, name) {
    const value = raw[name];
    return typeof value === 'number' ? value : undefined;
}


/***/ }),

/***/ 9084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Vk: () => (/* binding */ listTasks),
/* harmony export */   yz: () => (/* binding */ describeTasks)
/* harmony export */ });
/* unused harmony exports listStoppedTasks, listRunningTasks */
// Tasks of ECS: which of them stopped and why, in the words of StoppedTask.

/** AWS lists and describes at most 100 tasks a call. */
const MOST_TASKS = 100;
/** Unknown tasks are absent from the answer: ECS forgets a stopped task after about an hour, and does not know a new one at once. */
async function describeTasks(api, cluster, arns, essential) {
    const tasks = [];
    for (let start = 0; start < arns.length; start += MOST_TASKS) {
        const answer = await api.call('ecs', 'DescribeTasks', { cluster, tasks: arns.slice(start, start + MOST_TASKS) });
        tasks.push(...(answer.tasks ?? []).map((task) => taskSnapshot(task, essential)));
    }
    return tasks;
}
/** Tasks of one rollout (`ecs-svc/…`) that stopped within ECS's memory of about an hour; newest first. */
async function listStoppedTasks(api, of) {
    const arns = await listTasks(api, { cluster: of.cluster, serviceName: of.service, desiredStatus: 'STOPPED' });
    const tasks = await describeTasks(api, of.cluster, arns, of.essential);
    // ListTasks takes startedBy only as its sole filter, so the rollout's own tasks are picked here.
    return tasks
        .filter((task) => task.startedBy === of.rolloutId)
        .sort((a, b) => (endedAt(b) ?? b.createdAt) - (endedAt(a) ?? a.createdAt));
}
/** Tasks of the service that are to run, whatever their rollout. */
async function listRunningTasks(api, of) {
    return listTasks(api, { cluster: of.cluster, serviceName: of.service, desiredStatus: 'RUNNING' });
}
/** All of them, however many pages that takes. */
async function listTasks(api, filter) {
    const arns = [];
    let nextToken;
    do {
        const page = { ...filter, maxResults: MOST_TASKS, ...(nextToken === undefined ? {} : { nextToken }) };
        const answer = await api.call('ecs', 'ListTasks', page);
        arns.push(...(answer.taskArns ?? []));
        nextToken = answer.nextToken;
    } while (nextToken !== undefined);
    return arns;
}
function taskSnapshot(task, essential) {
    return {
        taskArn: task.taskArn ?? '',
        taskDefinitionArn: task.taskDefinitionArn ?? '',
        lastStatus: task.lastStatus ?? '',
        desiredStatus: task.desiredStatus ?? '',
        startedBy: task.startedBy ?? '',
        createdAt: task.createdAt?.getTime() ?? 0,
        healthStatus: task.healthStatus ?? 'UNKNOWN',
        containers: (task.containers ?? []).map((container) => ({
            name: container.name ?? '',
            essential: essential(container.name ?? ''),
            ...(container.exitCode === undefined ? {} : { exitCode: container.exitCode }),
            ...(container.reason === undefined ? {} : { reason: container.reason }),
            ...(container.lastStatus === undefined ? {} : { lastStatus: container.lastStatus }),
            ...(container.healthStatus === 'UNHEALTHY' ? { unhealthy: true } : {}),
        })),
        addresses: addressesOf(task),
        ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode }),
        ...(task.stoppedReason === undefined ? {} : { stoppedReason: task.stoppedReason }),
        ...(task.stoppingAt === undefined ? {} : { stoppingAt: task.stoppingAt.getTime() }),
        ...(task.stoppedAt === undefined ? {} : { stoppedAt: task.stoppedAt.getTime() }),
        ...(task.startedAt === undefined ? {} : { startedAt: task.startedAt.getTime() }),
    };
}
/** Of the task's own network interface, IPv4 and IPv6: a target group has either. Its containers share them. */
function addressesOf({ attachments = [], containers = [] }) {
    const attached = attachments
        .filter(({ type }) => type === 'ElasticNetworkInterface')
        .flatMap(({ details = [] }) => details.filter(({ name }) => name === 'privateIPv4Address'))
        .map(({ value }) => value);
    const inside = containers.flatMap(({ networkInterfaces = [] }) => networkInterfaces.flatMap(({ privateIpv4Address, ipv6Address }) => [privateIpv4Address, ipv6Address]));
    return [...new Set([...attached, ...inside].filter((address) => address !== undefined))];
}


/***/ }),

/***/ 9661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ familyOf),
/* harmony export */   Lw: () => (/* binding */ parseArn),
/* harmony export */   P5: () => (/* binding */ shortTaskDefinition),
/* harmony export */   S_: () => (/* binding */ lastPart)
/* harmony export */ });
// ARNs and the short names that people read: `web:42`, `prod/web`.
/** `web:42` of `arn:aws:ecs:…:task-definition/web:42`; other text as it is. */
function shortTaskDefinition(arn) {
    return arn.includes(':task-definition/')
        ? arn.slice(arn.indexOf(':task-definition/') + ':task-definition/'.length)
        : arn;
}
/** The last part of the path: task id, deployment id, cluster name. */
function lastPart(arn) {
    return arn.slice(arn.lastIndexOf('/') + 1);
}
/** `web` of `web:42`, of its ARN, or of itself. */
function familyOf(taskDefinition) {
    return shortTaskDefinition(taskDefinition).replace(/:\d+$/, '');
}
function parseArn(arn) {
    const match = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/.exec(arn);
    if (match === null)
        return undefined;
    const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
    return { partition, service, region, account, resource };
}


/***/ }),

/***/ 2720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   Hm: () => (/* binding */ renderElapsed),
/* harmony export */   PP: () => (/* binding */ renderDuration)
/* harmony export */ });
// Durations as people write them (`90s`, `15m`, `1h30m`) and as logs show them (`1:05`).
const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** Milliseconds, or undefined when the text is no duration. A bare number is refused: nobody can know its unit. */
function parseDuration(text) {
    const trimmed = text.trim().toLowerCase();
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(trimmed))
        return undefined;
    const parts = trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g);
    return Math.round([...parts].reduce((sum, [, value, unit]) => sum + Number(value) * UNITS[unit], 0));
}
/** `1h30m`, `15m`, `90s` → `1m30s`; the inverse of parseDuration. */
function renderDuration(ms) {
    if (ms < 1_000)
        return `${Math.round(ms)}ms`;
    const seconds = Math.round(ms / 1_000);
    const parts = [
        [Math.floor(seconds / 3_600), 'h'],
        [Math.floor((seconds % 3_600) / 60), 'm'],
        [seconds % 60, 's'],
    ];
    return parts
        .filter(([value]) => value > 0)
        .map(([value, unit]) => `${value}${unit}`)
        .join('');
}
/** `0:07`, `12:40`, `1:02:03`: time since the start, for the margin of a log. */
function renderElapsed(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1_000));
    const hours = Math.floor(seconds / 3_600);
    const minutes = Math.floor((seconds % 3_600) / 60);
    const tail = String(seconds % 60).padStart(2, '0');
    return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}


/***/ }),

/***/ 8083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OQ: () => (/* binding */ AwsFailure),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/* harmony import */ var _sentence_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7833);
// The three kinds of errors, by what the reader can do about them: fix the workflow (UserError), ask AWS (AwsFailure), or report our bug (anything else).

/** Something in the workflow, its inputs or the account has to change. Carries every problem that was found, each once. */
class UserError extends Error {
    problems;
    /** what had been done by then, as a sentence; nothing, as a rule */
    done;
    constructor(problems, options = {}) {
        const list = [...new Set(typeof problems === 'string' ? [problems] : problems)];
        super(list.join('\n'), options);
        this.name = 'UserError';
        this.problems = list;
        this.done = options.done ?? 'Nothing was touched.';
    }
}
/** AWS refused or did not answer. `code` and `awsMessage` are AWS's own words. */
class AwsFailure extends Error {
    kind;
    /** as IAM spells it, for example `ecs:UpdateService` */
    operation;
    code;
    awsMessage;
    /** True when the request may have been carried out although no answer came. */
    ambiguous;
    /** Of a denial: the IAM action that is lacking. It may be another one than was called, as iam:PassRole is of a registration. */
    permission;
    constructor(failure, options) {
        super(sentence(failure), options);
        this.name = 'AwsFailure';
        this.kind = failure.kind;
        this.operation = failure.operation;
        this.code = failure.code;
        this.awsMessage = failure.awsMessage;
        this.ambiguous = failure.ambiguous ?? false;
        this.permission = permissionOf(failure);
    }
}
/** Worth asking again without changing anything. A denial is not: it fails at the first look. */
function isTransient(error) {
    return error instanceof AwsFailure && (error.kind === 'throttled' || error.kind === 'unavailable');
}
/** One line for a log; the stack of our own bugs is printed elsewhere. */
function describeError(error) {
    return error instanceof Error ? error.message : String(error);
}
const RENEWABLE = "Give this step role-to-assume, which renews them, or let the role's session last longer than the step takes.";
function sentence(failure) {
    switch (failure.kind) {
        case 'throttled':
            return `${failure.operation} was throttled (${failure.code}).`;
        case 'unavailable':
            return `${failure.operation} got no usable answer (${failure.code}: ${failure.awsMessage}).`;
        case 'denied':
            return `Not allowed to call ${failure.operation}: ${(0,_sentence_js__WEBPACK_IMPORTED_MODULE_0__/* .ended */ .v6)(failure.awsMessage)} Add ${permissionOf(failure)} to the role that this job assumes.`;
        case 'expired':
            return `The AWS credentials have expired (${failure.code}, seen at ${failure.operation}). ${failure.remedy ?? RENEWABLE}`;
        case 'refused':
            return `${failure.operation} was refused: ${failure.awsMessage} (${failure.code})`;
    }
}
/** IAM's own words of a denial; not every service says as much. */
function permissionOf({ operation, awsMessage }) {
    return /not authorized to perform: ([\w-]+:\w+)/.exec(awsMessage)?.[1] ?? operation;
}


/***/ }),

/***/ 7628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ parseKeyValues)
/* harmony export */ });
/* unused harmony export readKeyValues */
// Lines of `NAME=value`. The first `=` divides: values may hold more of them. A value of several lines is written as in GITHUB_ENV:
// `NAME<<END`, its lines, and a line `END`.
/** Throws an Error that names every line that is wrong. Empty lines are passed over; white space inside a value is kept. */
function parseKeyValues(text) {
    const { pairs, problems } = readKeyValues(text);
    if (problems.length > 0)
        throw new Error(problems.join('; '));
    return pairs;
}
function readKeyValues(text) {
    const pairs = [];
    const problems = [];
    const lines = text.split(/\r?\n/);
    const add = (at, name, value) => {
        if (pairs.some((pair) => pair.name === name))
            problems.push(`line ${at + 1} gives "${name}" a second time`);
        else
            pairs.push({ name, value });
    };
    for (let at = 0; at < lines.length; at++) {
        const line = (lines[at] ?? '').trim();
        if (line === '')
            continue;
        // `#OLD=1` would be a variable with this odd name.
        if (line.startsWith('#')) {
            problems.push(`line ${at + 1} begins with #, and there are no comments here: take it out`);
            continue;
        }
        const [, opened = '', end = ''] = /^([^=]+?)<<(\S+)$/.exec(line) ?? [];
        if (opened !== '') {
            const until = lines.findIndex((other, index) => index > at && other.trim() === end);
            if (until < 0) {
                problems.push(`line ${at + 1} begins a value that no line "${end}" ends`);
                break;
            }
            add(at, opened.trim(), lines.slice(at + 1, until).join('\n'));
            at = until;
            continue;
        }
        const divider = line.indexOf('=');
        if (divider <= 0)
            problems.push(`line ${at + 1} is not NAME=value`);
        else
            add(at, line.slice(0, divider).trim(), line.slice(divider + 1));
    }
    return { pairs, problems };
}


/***/ }),

/***/ 4325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mk: () => (/* binding */ escaped),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   om: () => (/* binding */ block),
/* harmony export */   su: () => (/* binding */ valueTable),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
// The few Markdown forms of a job summary. Foreign words (log lines, reasons) are escaped here and nowhere else.
/** Text that came from AWS, a container or a user: shown as it is, never as markup, on one line. Parentheses need no escape where brackets have one. */
function escaped(text) {
    return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|~@$&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
/** Inline code. Back-ticks and table bars cannot stand inside back-ticks; there `<code>` with escapes shows the same. */
function code(text) {
    const line = text.replace(/\s+/g, ' ').trim();
    if (line === '')
        return '';
    return /[`|]/.test(line) ? `<code>${escaped(line)}</code>` : `\`${line}\``;
}
function table(header, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Names and their values. A Markdown table cannot do without a header, so the first row is it: an empty one would stand there as a gap. */
function valueTable([first = [], ...rest]) {
    return table(first, rest);
}
/** A fenced block whose fence is longer than any run of back-ticks inside. */
function block(text, language = '') {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${text.replace(/\s+$/, '')}\n${fence}`;
}
function details(title, body) {
    return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
function joined(...parts) {
    return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}


/***/ }),

/***/ 8451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ suggestion)
/* harmony export */ });
/* unused harmony export nearNames */
// "Did you mean …?": the known names that are close to one that does not exist.
/** At most three, nearest first. Near means: at most a third of the letters differ, or one contains the other. */
function nearNames(wanted, known) {
    const lower = wanted.toLowerCase();
    return known
        .map((name) => ({ name, distance: distanceOf(lower, name.toLowerCase()) }))
        .filter(({ name, distance }) => distance <= Math.ceil(Math.max(wanted.length, name.length) / 3))
        .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
        .slice(0, 3)
        .map(({ name }) => name);
}
/** ` Did you mean "web"?`, or the whole list when nothing is near and the list is short, or nothing. */
function suggestion(wanted, known) {
    const near = nearNames(wanted, known);
    if (near.length > 0)
        return ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`;
    if (known.length > 0 && known.length <= 12)
        return ` There is: ${known.map((name) => `"${name}"`).join(', ')}.`;
    return '';
}
function distanceOf(a, b) {
    if (a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a)))
        return 1;
    // Levenshtein with swapped neighbours counted as one change, row by row.
    let beforePrevious = [];
    let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current[column] = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1), swapped ? (beforePrevious[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY);
        }
        beforePrevious = previous;
        previous = current;
    }
    return previous[b.length] ?? 0;
}


/***/ }),

/***/ 7833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Zb: () => (/* binding */ upperFirst),
/* harmony export */   ho: () => (/* binding */ open),
/* harmony export */   v6: () => (/* binding */ ended)
/* harmony export */ });
// A text in a sentence: AWS's words and our own messages come with and without a full stop, and are put before one or into parentheses.
/** With one full stop at its end. */
function ended(text) {
    const trimmed = text.trimEnd();
    return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
/** Without the full stop at its end: for parentheses, and before what goes on. */
function open(text) {
    return text.trimEnd().replace(/(?<!\.)\.$/, '');
}
function upperFirst(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}


/***/ }),

/***/ 3577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ shellWord)
/* harmony export */ });
// One argument of a command that a reader copies into a shell.
/** As it is where a shell takes it so, else in single quotes: `p99 latency` → `'p99 latency'`. */
function shellWord(text) {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}


/***/ }),

/***/ 5187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MR: () => (/* binding */ containerNames),
/* harmony export */   Mz: () => (/* binding */ containersOf),
/* harmony export */   UD: () => (/* binding */ rawOf),
/* harmony export */   Uk: () => (/* binding */ lostMembers),
/* harmony export */   ZV: () => (/* binding */ registrable),
/* harmony export */   Zi: () => (/* binding */ isRaw),
/* harmony export */   nS: () => (/* binding */ withImages)
/* harmony export */ });
/* unused harmony exports imageOf, withoutNulls */
// Task definitions as raw JSON: which members are AWS's to write, and how an image gets into a named container. Unknown members survive.
/** Members of the answer that RegisterTaskDefinition does not take. */
const READ_ONLY = [
    'taskDefinitionArn',
    'revision',
    'status',
    'requiresAttributes',
    'compatibilities',
    'registeredAt',
    'registeredBy',
    'deregisteredAt',
    'deleteRequestedAt',
];
/** What can be sent to RegisterTaskDefinition: read-only members gone, everything else as it was. */
function registrable(definition) {
    return Object.fromEntries(Object.entries(definition).filter(([member]) => !READ_ONLY.some((name) => name === member)));
}
function containersOf(definition) {
    const list = definition.containerDefinitions;
    return Array.isArray(list) ? list.filter(isRaw) : [];
}
function containerNames(definition) {
    return containersOf(definition).map((container) => String(container.name ?? ''));
}
function imageOf(definition, container) {
    const image = containersOf(definition).find(({ name }) => name === container)?.image;
    return typeof image === 'string' ? image : undefined;
}
/** Containers that are not named keep their image; every other member stays as it is. */
function withImages(definition, images) {
    const byName = new Map(images.map(({ container, image }) => [container, image]));
    const containers = definition.containerDefinitions;
    if (!Array.isArray(containers))
        return definition;
    return {
        ...definition,
        containerDefinitions: containers.map((container) => {
            const image = isRaw(container) ? byName.get(String(container.name)) : undefined;
            return image === undefined || !isRaw(container) ? container : { ...container, image };
        }),
    };
}
/**
 * Paths that were sent and did not come back as they were sent: AWS dropped or changed them. What AWS adds (defaults) is no loss;
 * nor is an empty value that it leaves out. `containerDefinitions[0].newMember`
 */
function lostMembers(sent, returned, path = '') {
    if (isEmpty(sent))
        return [];
    if (Array.isArray(sent)) {
        const list = Array.isArray(returned) ? returned : [];
        return sent.flatMap((item, index) => lostMembers(item, counterpart(item, index, list), `${path}[${index}]`));
    }
    if (isRaw(sent)) {
        const members = rawOf(returned);
        return Object.entries(sent).flatMap(([name, value]) => lostMembers(value, members[name], path === '' ? name : `${path}.${name}`));
    }
    // AWS answers some numbers as text and some text as numbers (cpu, memory): same words, same value.
    return String(sent) === String(returned) ? [] : [path];
}
/** AWS returns lists of named things in an order of its own (environment, secrets). */
function counterpart(item, index, list) {
    if (!isRaw(item))
        return list.includes(item) ? item : list[index];
    // One that lacks nothing goes first: a port for TCP and UDP, or a volume that is mounted twice, share their key.
    const whole = [list[index], ...list].find((other) => lostMembers(item, other).length === 0);
    if (whole !== undefined)
        return whole;
    const key = ['name', 'key', 'containerPort', 'sourceVolume', 'containerName'].find((candidate) => candidate in item);
    if (key === undefined)
        return list[index];
    return list.find((other) => isRaw(other) && other[key] === item[key]) ?? list[index];
}
/** JSON null is how some tools write "not set"; ECS takes no null. Empty lists, empty text and zeros mean something and stay. */
function withoutNulls(definition) {
    const given = (value) => value !== null;
    return JSON.parse(JSON.stringify(definition, (_name, value) => Array.isArray(value) ? value.filter(given) : (value ?? undefined)));
}
function isEmpty(value) {
    if (value === undefined || value === null || value === '')
        return true;
    if (Array.isArray(value))
        return value.length === 0;
    return isRaw(value) && Object.keys(value).length === 0;
}
function isRaw(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** What is not there, or is no object, has no members. */
function rawOf(value) {
    return isRaw(value) ? value : {};
}


/***/ }),

/***/ 7275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ht: () => (/* binding */ SERVICE_OUTPUTS),
/* harmony export */   K0: () => (/* binding */ CLUSTER_OUTPUTS),
/* harmony export */   Pe: () => (/* binding */ parseOutputNames),
/* harmony export */   _W: () => (/* binding */ REPOSITORY_OUTPUTS),
/* harmony export */   zL: () => (/* binding */ TERRAFORM_INPUTS)
/* harmony export */ });
/* unused harmony export URL_OUTPUTS */
/* harmony import */ var _key_values_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7628);
// The names that Terraform stacks give to what an action needs, in order of preference. An explicit terraform-output-names goes before them.

const CLUSTER_OUTPUTS = [
    'ecs_cluster_name',
    'cluster_name',
    'ecs_cluster',
    'ecs_cluster_arn',
    'cluster_arn',
];
const SERVICE_OUTPUTS = ['ecs_service_name', 'service_name', 'ecs_service', 'backend_service_name'];
const URL_OUTPUTS = (/* unused pure expression or super */ null && ([
    'alb_hostname',
    'alb_dns_name',
    'load_balancer_dns',
    'api_gateway_url',
    'app_url',
    'service_url',
]));
const REPOSITORY_OUTPUTS = [
    'ecr_repository_url',
    'ecr_repository_uri',
    'backend_ecr_url',
    'app_ecr_url',
    'backend_ecr_repository_url',
    'app_ecr_repository_url',
    'ecr_url',
    'repository_url',
    'ecr_repository_name',
];
/** Inputs that one of the actions takes from Terraform. One map serves all steps of a job, so each step passes over what only another one reads. */
const TERRAFORM_INPUTS = ['cluster', 'service', 'repository', 'url', 'role-to-assume'];
/**
 * terraform-output-names: input → output. Throws an Error that names the line. White space before the `=` is refused, because the workflows look for
 * `url=` in it by an expression, which cannot pass over any: the smoke test would be left out, and nobody told.
 */
function parseOutputNames(text) {
    const spaced = text.split(/\r?\n/).findIndex((line) => /^[^=]*\s=/.test(line));
    if (spaced >= 0)
        throw new Error(`line ${spaced + 1} has white space before its "="`);
    return new Map((0,_key_values_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKeyValues */ .H)(text).map(({ name, value }) => [name, value.trim()]));
}


/***/ }),

/***/ 925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AI: () => (/* binding */ reportCancelled),
/* harmony export */   Dz: () => (/* binding */ unlessCut),
/* harmony export */   Xl: () => (/* binding */ reportNothingStarted)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
/* harmony import */ var _core_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4325);
// A job that is cancelled before it has changed anything: a request that is cut short then says nothing about AWS or the machine.


/** What the work came to, or `cut` where it failed only because nobody waits for it any more. Not for work that may have changed something. */
async function unlessCut(signal, work) {
    try {
        return await work;
    }
    catch (error) {
        if (signal.aborted && (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(error))
            return 'cut';
        throw error;
    }
}
/** For an action that has no plan yet to tell of. */
function reportNothingStarted(action) {
    return reportCancelled(action, 'nothing was started yet');
}
/** `reason`: what is left behind, or what is not known of it. */
function reportCancelled(action, reason) {
    const title = `Slipway ${action}: cancelled`;
    const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
    return {
        conclusion: 'cancelled',
        verdict: 'cancelled',
        headline: `cancelled: ${reason}.`,
        outputs: { reason },
        summary: (0,_core_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)(`### ${title}`, (0,_core_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escaped */ .Mk)(sentence)),
        annotations: [{ level: 'error', title, message: sentence }],
    };
}


/***/ }),

/***/ 4734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// UNUSED EXPORTS: reportError

// EXTERNAL MODULE: external "node:process"
var external_node_process_ = __nccwpck_require__(1708);
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(2720);
// EXTERNAL MODULE: ./build/lib/core/key-values.js
var key_values = __nccwpck_require__(7628);
// EXTERNAL MODULE: ./build/lib/core/near-names.js
var near_names = __nccwpck_require__(8451);
// EXTERNAL MODULE: ./build/lib/core/terraform-names.js
var terraform_names = __nccwpck_require__(7275);
;// CONCATENATED MODULE: ./build/lib/core/input-reader.js
// Reads inputs: the input itself, else a Terraform output, else the default. It knows which, and collects every problem of every input
// so that one error can tell them all. Pure: it reads plain maps.





function createInputReader(sources) {
    const problems = [...terraformProblems(sources)];
    const origins = new Map();
    const found = (name, options) => {
        const { value, origin } = lookUp(sources, name, options);
        origins.set(name, origin);
        return value;
    };
    const problem = (name, message) => {
        const origin = origins.get(name);
        const where = origin?.kind === 'terraform' ? `${name} (from Terraform output "${origin.output}")` : name;
        problems.push(`${where}: ${message}`);
    };
    const parsed = (name, options, parse) => {
        const value = found(name, options);
        if (value === undefined)
            return undefined;
        try {
            return parse(value);
        }
        catch (error) {
            problem(name, error instanceof Error ? error.message : String(error));
            return undefined;
        }
    };
    const reader = {
        text: (name, options = {}) => found(name, options),
        required: (name, options = {}) => {
            const value = found(name, options);
            if (value === undefined)
                problem(name, `is required${because(options)}${terraformHint(sources, name, options)}`);
            return value ?? '';
        },
        choice: (name, allowed, fallback) => reader.optionalChoice(name, allowed) ?? fallback,
        optionalChoice: (name, allowed) => parsed(name, {}, (text) => {
            const match = allowed.find((candidate) => candidate === text);
            if (match === undefined)
                throw new Error(`"${text}" is not allowed; allowed: ${allowed.join(', ')}.${nearOf(text, allowed)}`);
            return match;
        }),
        boolean: (name, fallback) => reader.optionalBoolean(name) ?? fallback,
        optionalBoolean: (name) => parsed(name, {}, (text) => {
            // YAML's other spellings (core schema of YAML 1.2): GitHub hands an input on as it is written.
            if (/^(true|True|TRUE|false|False|FALSE)$/.test(text))
                return text.toLowerCase() === 'true';
            throw new Error(`"${text}" is not allowed; allowed: true, false`);
        }),
        integer: (name, range) => parsed(name, {}, (text) => {
            const value = Number(text);
            if (!/^-?\d+$/.test(text) || value < range.min || value > range.max)
                throw new Error(`"${text}" is not allowed; allowed: a whole number from ${range.min} to ${range.max}`);
            return value;
        }),
        duration: (name, range = {}) => parsed(name, {}, (text) => {
            const value = (0,duration/* parseDuration */.E9)(text);
            if (value === undefined)
                throw new Error(`"${text}" is not a duration; allowed: a number with ms, s, m or h, such as 90s, 15m or 1h30m`);
            if (value < (range.min ?? 0) || value > (range.max ?? Number.POSITIVE_INFINITY))
                throw new Error(`"${text}" is out of range`);
            return value;
        }),
        list: (name, options = {}) => (found(name, options) ?? '')
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        keyValues: (name) => parsed(name, {}, key_values/* parseKeyValues */.H) ?? [],
        isGiven: (name) => lookUp(sources, name, {}).value !== undefined,
        problem,
        generalProblem: (message) => {
            problems.push(message);
        },
        finish: () => {
            problems.push(...unknownInputs(sources, [...origins.keys()]));
            if (problems.length > 0)
                throw new errors/* UserError */.yo(problems);
        },
        origins: () => origins,
    };
    return reader;
}
function lookUp(sources, name, options) {
    const given = sources.inputs.get(name)?.trim();
    if (given !== undefined && given !== '')
        return { value: given, origin: { kind: 'input' } };
    const mapped = sources.terraformNames?.get(name);
    const names = mapped === undefined ? (options.terraform ?? []) : [mapped];
    for (const output of names) {
        const value = sources.terraform?.values.get(output)?.trim();
        if (value === undefined || value === '')
            continue;
        return { value, origin: { kind: 'terraform', output, from: sources.terraform?.from ?? '' } };
    }
    return { value: undefined, origin: { kind: 'default' } };
}
/** Names in the explicit map that Terraform does not have. */
function terraformProblems(sources) {
    const known = [...(sources.terraform?.values.keys() ?? [])];
    return [...(sources.terraformNames ?? [])]
        .filter(([, output]) => !known.includes(output))
        .map(([input, output]) => `terraform-output-names: "${input}" is to come from Terraform output "${output}", which does not exist.${(0,near_names/* suggestion */.h)(output, known)}`);
}
/** Names in the explicit map that are inputs neither of this action nor, as far as Terraform gives them, of another one. */
function unknownInputs(sources, asked) {
    return [...(sources.terraformNames?.keys() ?? [])]
        .filter((input) => !asked.includes(input) && !terraform_names/* TERRAFORM_INPUTS */.zL.some((name) => name === input))
        .map((input) => `terraform-output-names: there is no input "${input}".${(0,near_names/* suggestion */.h)(input, asked)}`);
}
function because(options) {
    return options.because === undefined ? '' : `, because ${options.because}`;
}
function terraformHint(sources, name, options) {
    const names = options.terraform ?? [];
    if (names.length === 0)
        return '';
    if (sources.terraform === undefined)
        return `; give it, or terraform-outputs with one of ${names.join(', ')}`;
    const known = [...sources.terraform.values.keys()];
    return `; ${sources.terraform.from} has none of ${names.join(', ')} (it has ${known.length === 0 ? 'nothing' : known.join(', ')}); give it, or map it with terraform-output-names: "${name}=<output>"`;
}
function nearOf(text, allowed) {
    const hint = (0,near_names/* suggestion */.h)(text, allowed);
    return hint.startsWith(' Did you mean') ? hint : '';
}

// EXTERNAL MODULE: ./build/lib/core/markdown.js
var markdown = __nccwpck_require__(4325);
// EXTERNAL MODULE: ./build/lib/github/cancelled.js
var cancelled = __nccwpck_require__(925);
;// CONCATENATED MODULE: ./build/lib/github/id-token.js
// The runner's OIDC door: a new token for each request, for one audience. The token is a secret, and never part of a message.
// https://docs.github.com/en/actions/reference/security/oidc: ACTIONS_ID_TOKEN_REQUEST_URL and …_TOKEN are there with `id-token: write` only.

const OPERATION = 'The request for an OIDC token of GitHub';
const TIMEOUT_MS = 10_000;
/** Undefined where the job may not have a token. */
function openIdTokenDoor(environment, mask) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
    if (!address || !bearer || !URL.canParse(address))
        return undefined;
    return async (audience) => {
        const url = new URL(address);
        url.searchParams.set('audience', audience);
        const token = await ask(url, bearer);
        mask(token);
        return token;
    };
}
async function ask(url, bearer) {
    let answer;
    try {
        const response = await fetch(url, {
            headers: { authorization: `bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
            signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        answer = { status: response.status, body: await response.text() };
    }
    catch (error) {
        throw failure('unavailable', codeOf(error), 'no answer', error);
    }
    if (answer.status !== 200) {
        const passing = answer.status >= 500 || answer.status === 408 || answer.status === 429;
        throw failure(passing ? 'unavailable' : 'refused', `HTTP ${answer.status}`, 'no token was given');
    }
    const token = tokenIn(answer.body);
    if (token === undefined)
        throw failure('unavailable', 'HTTP 200', 'an answer without a token');
    return token;
}
function tokenIn(body) {
    try {
        const parsed = JSON.parse(body);
        const value = typeof parsed === 'object' && parsed !== null && 'value' in parsed ? parsed.value : undefined;
        return typeof value === 'string' && value !== '' ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function failure(kind, code, awsMessage, cause) {
    return new errors/* AwsFailure */.OQ({ kind, operation: OPERATION, code, awsMessage }, { cause });
}
/** fetch hides the reason of a broken connection behind "fetch failed". */
function codeOf(error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
        return cause.code;
    return error instanceof Error ? error.name : 'Error';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./build/lib/core/terraform-outputs.js
// What `terraform output -json` says, or a plain name → value map. Knows nothing of inputs; the reader asks it by name.
/** Throws an Error whose message says what was found instead; never with a value in it. */
function parseTerraformOutputs(text, from) {
    const parsed = parsedJson(text, from);
    if (!isRecord(parsed))
        throw new Error(`${from} is ${kindOf(parsed)}; allowed is a JSON object, as "terraform output -json" prints it`);
    const values = new Map();
    const sensitive = [];
    for (const [name, entry] of Object.entries(parsed)) {
        // Terraform wraps each output: { "value": …, "type": …, "sensitive": … }. A plain map has the values themselves.
        const wrapped = isRecord(entry) && 'value' in entry && ('type' in entry || 'sensitive' in entry);
        const value = wrapped ? entry.value : entry;
        if (value === null || value === undefined)
            continue;
        values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
        if (wrapped && entry.sensitive === true)
            sensitive.push(name);
    }
    return { from, values, sensitive };
}
function parsedJson(text, from) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's own message quotes the text, which may hold a secret.
        throw new Error(`${from} is not JSON; allowed is what "terraform output -json" prints`);
    }
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function kindOf(value) {
    if (value === null)
        return 'null';
    return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

;// CONCATENATED MODULE: ./build/lib/github/inputs.js
// From the runner's environment to an InputReader: INPUT_* variables, and the Terraform outputs as text or file.





/** `mask` is called with every sensitive value before anything is written. Throws UserError when terraform-outputs cannot be used. */
function readInputs(environment, mask) {
    const inputs = new Map();
    for (const [name, value] of Object.entries(environment)) {
        // The runner upper-cases the name and keeps its dashes: task-definition → INPUT_TASK-DEFINITION.
        if (name.startsWith('INPUT_') && value !== undefined)
            inputs.set(name.slice('INPUT_'.length).toLowerCase(), value);
    }
    const terraform = readTerraformOutputs(inputs.get('terraform-outputs')?.trim() ?? '', mask);
    const names = readNames(inputs.get('terraform-output-names') ?? '');
    return createInputReader({ inputs, terraformNames: names, ...(terraform === undefined ? {} : { terraform }) });
}
function readNames(text) {
    try {
        return (0,terraform_names/* parseOutputNames */.Pe)(text);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`terraform-output-names: ${error instanceof Error ? error.message : error}; allowed: one "input=output" a line`, { cause: error });
    }
}
function readTerraformOutputs(given, mask) {
    if (given === '')
        return undefined;
    const isText = given.startsWith('{');
    const from = isText ? 'terraform-outputs' : `terraform-outputs file "${given}"`;
    let text = given;
    if (!isText) {
        try {
            // PowerShell begins a file with a mark of its byte order.
            text = (0,external_node_fs_.readFileSync)(given, 'utf8').replace(/^\uFEFF/, '');
        }
        catch (error) {
            throw new errors/* UserError */.yo(`terraform-outputs: ${named(given)} is neither a JSON object nor a file that can be read (${inputs_codeOf(error)}); allowed: the text of "terraform output -json", or the path of a file that holds it`, { cause: error });
        }
    }
    let outputs;
    try {
        outputs = parseTerraformOutputs(text, from);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`terraform-outputs: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
    for (const name of outputs.sensitive)
        mask(outputs.values.get(name) ?? '');
    if (isText && outputs.sensitive.length > 0) {
        // The runner printed the step's inputs before this process began: it is too late to mask them, but not to stop the habit.
        throw new errors/* UserError */.yo(`terraform-outputs: holds sensitive outputs (${outputs.sensitive.join(', ')}), and the runner has printed the inputs of this step before they could be masked. ` +
            `Leave them out, for example with jq 'map_values(select(.sensitive | not))', or hand over a file.`);
    }
    return outputs;
}
/** What is no path may be the outputs themselves after a word of a wrapper, and may hold a secret. */
function named(given) {
    return /[\r\n{[]/.test(given) ? 'what is given (it does not begin with "{")' : `"${given.slice(0, 80)}"`;
}
function inputs_codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/lib/github/workflow-commands.js
// The runner's line and file commands: `::error …::` on the log, `name<<delimiter` in the files behind GITHUB_OUTPUT, GITHUB_STATE.
// Written here and not taken from @actions/core: importing that costs 30 ms of every start (it loads an HTTP client), these are forty lines.
// Source: docs.github.com, "Workflow commands for GitHub Actions".


function command(name, properties, message) {
    const list = Object.entries(properties)
        .filter(([, value]) => value !== '')
        .map(([key, value]) => `${key}=${escapedProperty(value)}`)
        .join(',');
    return `::${name}${list === '' ? '' : ` ${list}`}::${escapedData(message)}`;
}
function appendToFile(path, name, value) {
    // The delimiter is random, so that no value can end its own block.
    const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    (0,external_node_fs_.appendFileSync)(path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`, 'utf8');
}
function escapedData(text) {
    return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
function escapedProperty(text) {
    return escapedData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
/**
 * A foreign line (a container's log, a reason from AWS) that the runner cannot take for a command of ours. The runner ends a line at
 * \r as well as at \n, obeys `::x::` after leading white space, and `##[x]` anywhere in a line (actions/runner, ActionCommand.cs).
 */
function neutralised(text) {
    return text
        .replace(/[\r\n]+/g, ' ')
        .replace(/##\[/g, '#\u200b#[')
        .replace(/^(\s*):(?=:)/, '$1:\u200b');
}

;// CONCATENATED MODULE: ./build/lib/github/log.js
// The job log as a reader wants it: groups named as the phases, times since the start in the margin, foreign words harmless.


function createLog(options) {
    const { write, clock, startedAt } = options;
    let waiting;
    let grouped = false;
    const say = (text) => {
        if (waiting !== undefined) {
            write(command('group', {}, waiting));
            grouped = true;
            waiting = undefined;
        }
        write(text);
    };
    const margin = () => (0,duration/* renderElapsed */.Hm)(clock.now() - startedAt).padStart(5);
    const log = {
        line: (text) => {
            for (const part of text.split('\n'))
                say(`${margin()}  ${neutralised(part)}`);
        },
        foreign: (prefix, text) => say(`${margin()}  ${prefix} | ${neutralised(text)}`),
        group: (title) => {
            log.endGroup();
            waiting = title;
        },
        endGroup: () => {
            if (grouped)
                write('::endgroup::');
            grouped = false;
            waiting = undefined;
        },
        annotate: (level, title, message) => say(command(level, { title }, message)),
        debug: (text) => write(command('debug', {}, text)),
        mask: (secret) => {
            // A secret of several lines is masked line by line: the runner compares lines.
            for (const part of secret.split(/\r?\n/))
                if (part.trim() !== '')
                    write(command('add-mask', {}, part));
        },
    };
    return log;
}

;// CONCATENATED MODULE: ./build/lib/github/publish.js
// Brings a Report to the runner: job summary, outputs, annotations. The exit code is the harness's.



/** GitHub drops a step's whole summary when it is above 1 MiB. */
const SUMMARY_BYTES = 1_000_000;
/** False when the outputs could not be written: later steps would go on without them. */
function publish(report, log, environment) {
    log.endGroup();
    log.line(lastLine(report));
    for (const { level, title, message } of report.annotations)
        log.annotate(level, title, message);
    attempt(log, 'warning', 'The job summary', () => writeSummary(report.summary, environment.GITHUB_STEP_SUMMARY));
    return attempt(log, 'error', 'The outputs of this step', () => writeOutputs(report, environment.GITHUB_OUTPUT));
}
/**
 * The runner shows an `::error` in the log as well, as "Error: …" and without its title. So what is red is told there, once, and the line
 * before it says only what the title says on the run's page, and when.
 */
function lastLine({ headline, verdict, annotations }) {
    return annotations.some(({ level }) => level === 'error') ? `Verdict: ${verdict}` : headline;
}
function writeSummary(summary, file) {
    if (!file)
        return;
    const whole = Buffer.from(`${summary}\n`, 'utf8');
    const note = '\n\n(cut: the summary was longer than GitHub shows)\n';
    (0,external_node_fs_.appendFileSync)(file, whole.length <= SUMMARY_BYTES ? whole : `${whole.subarray(0, SUMMARY_BYTES)}${note}`);
}
function writeOutputs(report, file) {
    if (!file)
        return;
    for (const [name, value] of Object.entries({ verdict: report.verdict, ...report.outputs }))
        appendToFile(file, name, value);
}
function attempt(log, level, what, write) {
    try {
        write();
        return true;
    }
    catch (error) {
        log.annotate(level, what, `${what} could not be written: ${(0,errors/* describeError */.Uc)(error)}`);
        return false;
    }
}

;// CONCATENATED MODULE: ./build/lib/github/run-action.js
// The one harness of the four actions: inputs, signals, state between main and post, publication, exit code.











/** Where to report our own bugs. */
const ISSUES = external_node_process_.env.GITHUB_ACTION_REPOSITORY
    ? `https://github.com/${external_node_process_.env.GITHUB_ACTION_REPOSITORY}/issues`
    : 'the issues of the repository that this action comes from';
const STARTED = 'slipway-started';
const NODE_MAJOR = 24;
async function runAction(action) {
    const clock = systemClock();
    const log = createLog({ write: (line) => external_node_process_.stdout.write(`${line}\n`), clock, startedAt: clock.now() });
    const environment = external_node_process_.env;
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        external_node_process_.on(signal, () => {
            if (!cancel.signal.aborted)
                log.line(`The job is being cancelled (${signal}).`);
            cancel.abort(signal);
        });
    }
    const state = createState(environment);
    const idToken = openIdTokenDoor(environment, log.mask);
    const isPost = state.read(STARTED) !== undefined;
    const context = (inputs) => ({
        inputs,
        log,
        clock,
        random: Math.random,
        signal: cancel.signal,
        environment,
        state,
        ...(idToken === undefined ? {} : { idToken }),
    });
    if (isPost) {
        external_node_process_.exitCode = await runPost(action, context, log);
        return;
    }
    state.save(STARTED, 'true');
    let report;
    try {
        assertNode();
        report = await beforeTheKill(action.main(context(readInputs(environment, log.mask))), cancel.signal, action.name);
    }
    catch (error) {
        report =
            cancel.signal.aborted && (0,errors/* isTransient */.dg)(error)
                ? reportCut(action.name, (0,errors/* describeError */.Uc)(error))
                : reportError(action, error);
        if (report.verdict === 'error' && error instanceof Error)
            log.line(error.stack ?? error.message);
    }
    const published = publish(report, log, environment);
    // Not by the end of the event loop: a request that hangs must not outlive the verdict.
    await written(cancel.signal.aborted ? 1_000 : 30_000);
    external_node_process_.exit(report.conclusion === 'success' && published ? 0 : 1);
}
/** What a pipe has not taken yet is lost when the process exits, and that is the end of a long log, with its error. */
async function written(withinMs) {
    const all = [external_node_process_.stdout, external_node_process_.stderr].map((stream) => new Promise((done) => void stream.write('', () => done())));
    await Promise.race([Promise.all(all), (0,promises_namespaceObject.setTimeout)(withinMs)]);
}
/** The runner kills 10 s after the cancel. A call that still hangs then must not cost the verdict and the summary. */
const TOO_LATE_MS = 8_500;
async function beforeTheKill(main, signal, name) {
    const { promise, resolve } = Promise.withResolvers();
    const late = () => resolve(reportCut(name, 'AWS did not answer in time'));
    signal.addEventListener('abort', () => setTimeout(late, TOO_LATE_MS).unref(), { once: true });
    return Promise.race([main, promise]);
}
/** The job was cancelled while a request was under way. */
function reportCut(name, why) {
    return (0,cancelled/* reportCancelled */.AI)(name, `the job was cancelled while Slipway waited for an answer (${why}); look at what was started, or run the step again`);
}
async function runPost(action, context, log) {
    try {
        // A post step reads no input: the files behind them may be gone by now.
        await action.post?.(context(createInputReader({ inputs: new Map() })));
        return 0;
    }
    catch (error) {
        // The job's verdict stands already; a clean-up that fails is said, and is no reason to make it red.
        log.annotate('warning', `${action.name} (post)`, (0,errors/* describeError */.Uc)(error));
        return 0;
    }
}
/** What an exception means: the user's to fix, AWS's refusal, or our bug. */
function reportError(action, error) {
    if (error instanceof errors/* UserError */.yo) {
        const list = error.problems.map((problem) => `- ${(0,markdown/* escaped */.Mk)(problem)}`).join('\n');
        return redReport(action.name, 'refused', {
            reason: error.problems.join('\n'),
            message: [...error.problems, error.done].join('\n'),
            summary: (0,markdown/* joined */.oR)((0,markdown/* escaped */.Mk)(error.done), list),
        });
    }
    if (error instanceof errors/* AwsFailure */.OQ) {
        const verdict = action.verdictOf?.(error) ?? (error.kind === 'refused' ? 'refused' : 'unobserved');
        const { message } = error;
        return redReport(action.name, verdict, { reason: message, message, summary: (0,markdown/* escaped */.Mk)(message) });
    }
    const reason = (0,errors/* describeError */.Uc)(error);
    return redReport(action.name, 'error', {
        reason,
        message: `${reason}\nThis is a bug of Slipway. Please report it, with the stack in the log of this step: ${ISSUES}`,
        summary: (0,markdown/* joined */.oR)(`This is a bug of Slipway. Please report it: ${ISSUES}`, (0,markdown/* block */.om)(error instanceof Error ? (error.stack ?? reason) : reason)),
    });
}
function redReport(name, verdict, words) {
    const title = `Slipway ${name}: ${verdict}`;
    return {
        conclusion: 'failure',
        verdict,
        headline: words.message,
        outputs: { reason: words.reason },
        summary: (0,markdown/* joined */.oR)(`### ${title}`, words.summary),
        annotations: [{ level: 'error', title, message: words.message }],
    };
}
function createState(environment) {
    return {
        save: (name, value) => {
            const file = environment.GITHUB_STATE;
            if (file)
                appendToFile(file, name, value);
        },
        read: (name) => environment[`STATE_${name}`],
    };
}
function systemClock() {
    return {
        now: Date.now,
        sleep: (ms, signal) => new Promise((resolve) => {
            if (signal?.aborted)
                return resolve();
            const done = () => {
                clearTimeout(timer);
                signal?.removeEventListener('abort', done);
                resolve();
            };
            // A longer one would be over at once.
            const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
            signal?.addEventListener('abort', done, { once: true });
        }),
    };
}
function assertNode() {
    const major = Number(external_node_process_.versions.node.split('.')[0]);
    if (major < NODE_MAJOR)
        throw new errors/* UserError */.yo(`Node ${NODE_MAJOR} is needed ("using: node24"), but this runs on ${external_node_process_.versions.node}. Is the runner older than 2.327?`);
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(4791);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
