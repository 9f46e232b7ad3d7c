import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

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

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 5060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CB: () => (/* binding */ WINDOWS),
/* harmony export */   H: () => (/* binding */ endedMeanwhile),
/* harmony export */   Oo: () => (/* binding */ previousAmong),
/* harmony export */   Vw: () => (/* binding */ inProgress),
/* harmony export */   _b: () => (/* binding */ inCharge),
/* harmony export */   kx: () => (/* binding */ begunUnlisted),
/* harmony export */   o9: () => (/* binding */ successes),
/* harmony export */   oR: () => (/* binding */ contentThatRan),
/* harmony export */   qe: () => (/* binding */ rolledBackFrom),
/* harmony export */   qk: () => (/* binding */ hasNeverSucceeded),
/* harmony export */   r0: () => (/* binding */ rememberedSince),
/* harmony export */   rU: () => (/* binding */ isMoving),
/* harmony export */   s6: () => (/* binding */ isGoingBack),
/* harmony export */   te: () => (/* binding */ previousOf),
/* harmony export */   w2: () => (/* binding */ isInCharge)
/* harmony export */ });
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2491);
/* harmony import */ var _revision_tags_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2453);
/* harmony import */ var _tag_value_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9432);
// What the service has been through: which deployment brought what, how it ended, what serves, and what was rolled back from.




const MEANING = {
    PENDING: 'moving',
    IN_PROGRESS: 'moving',
    STOP_REQUESTED: 'moving',
    ROLLBACK_REQUESTED: 'moving',
    ROLLBACK_IN_PROGRESS: 'moving',
    SUCCESSFUL: 'ended',
    STOPPED: 'ended',
    ROLLBACK_SUCCESSFUL: 'ended',
    ROLLBACK_FAILED: 'ended',
    UNRECOGNISED: 'moving',
};
function isMoving(status) {
    return MEANING[status] === 'moving';
}
/** As far as ECS remembers. */
function hasNeverSucceeded({ deployments }) {
    return deployments.every(({ status }) => status !== 'SUCCESSFUL');
}
/** What it brought goes away again. */
function isGoingBack({ status }) {
    return status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS' || status === 'STOP_REQUESTED';
}
/** The revision in charge: the primary rollout, when ECS has completed it. */
function isInCharge(service, revisionArn) {
    const primary = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .primaryOf */ .O)(service);
    return (primary !== undefined &&
        primary.id === (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .rolloutIdOf */ .c)(revisionArn) &&
        (primary.rolloutState ?? 'COMPLETED') === 'COMPLETED');
}
/** ECS lists a deployment a moment after it was made; the service shows it at once. */
function begunUnlisted({ service, deployments }) {
    const primary = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .primaryOf */ .O)(service);
    return (primary?.rolloutState === 'IN_PROGRESS' &&
        deployments.every(({ targetRevisionArn }) => (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .rolloutIdOf */ .c)(targetRevisionArn) !== primary.id));
}
/** The deployment that moves, forward or back: only the newest one can. */
function inProgress({ deployments: [newest] }) {
    return newest !== undefined && isMoving(newest.status) ? newest : undefined;
}
/** The deployment whose target serves; undefined while something newer leads, or where ECS has forgotten it. */
function inCharge({ service, deployments, }) {
    return deployments.find(({ target }) => target !== undefined && isInCharge(service, target.revisionArn));
}
/** What there is to go back to while `serving` serves: the newest success that differs from it and was not rolled back from. */
function previousAmong(deployments, serving) {
    const marked = rolledBackFrom(deployments);
    return successes(deployments).find(({ key }) => key !== serving?.key && !marked.has(key));
}
/**
 * The service is read before its deployments: of one that ends between the two answers, the service says that it moves and the list that it
 * has ended. Taken as it is, that would be a success which does not serve, and would be deployed again.
 */
function endedMeanwhile({ service, deployments: [newest], }) {
    const primary = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .primaryOf */ .O)(service);
    return primary?.rolloutState === 'IN_PROGRESS' && newest !== undefined && !isMoving(newest.status);
}
/**
 * Contents that were rolled back from and have not succeeded since. A SUCCESSFUL deployment whose target had first succeeded before its
 * source did marks the source; so does one that says in its tags what it went back from, for its target may be older than ECS's memory. A
 * success of the marked content clears it. Worked example: v1, v2, v1 marks v2; then v2 clears it again; then v1 marks it again. First
 * successes are compared, so that going forward to v2 a second time does not mark v1.
 */
function rolledBackFrom(deployments) {
    const first = firstServed(deployments);
    const marked = new Set();
    let source;
    for (const target of successes(deployments).toReversed()) {
        marked.delete(target.key);
        if (source !== undefined && source.key !== target.key) {
            const isOlder = (first.get(target.key) ?? 0) < (first.get(source.key) ?? 0);
            if (isOlder || (0,_revision_tags_js__WEBPACK_IMPORTED_MODULE_0__/* .previousFrom */ .q8)(target.tags) === (0,_tag_value_js__WEBPACK_IMPORTED_MODULE_2__/* .tagValue */ .E)((0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .shortTaskDefinition */ .P5)(source.taskDefinitionArn)))
                marked.add(source.key);
        }
        source = target;
    }
    return marked;
}
/** Epoch milliseconds by content: of its first success, or of its registration where that may have been forgotten. */
function firstServed(deployments) {
    const first = new Map();
    for (const { status, target, createdAt } of deployments) {
        if (status !== 'SUCCESSFUL' || target === undefined)
            continue;
        const at = Math.min(target.knownSince ?? createdAt, first.get(target.key) ?? createdAt);
        first.set(target.key, at);
    }
    return first;
}
/**
 * Since when the deployments of a service are known, in epoch milliseconds; undefined where all are. ECS forgets them after 90 days, and a
 * list may be longer than what is read of it. Its first deployment is made with the service.
 */
function rememberedSince(service, deployments) {
    const oldest = deployments.at(-1)?.createdAt;
    const { createdAt } = service.raw;
    if (oldest === undefined || typeof createdAt !== 'number')
        return undefined;
    return oldest - createdAt * 1_000 > FIRST_DEPLOYMENT_MS ? oldest : undefined;
}
const FIRST_DEPLOYMENT_MS = 60 * 60_000;
/** Of how many deployments, newest first, the contents are read for one that is looked for: mostly it is among the first. */
const WINDOWS = [5, 20];
/** Targets of the SUCCESSFUL deployments, newest first. */
function successes(deployments) {
    return deployments.flatMap(({ status, target }) => (status === 'SUCCESSFUL' && target !== undefined ? [target] : []));
}
/** What a definition was when it ran: by its newest success, for a tag may mean something else by now; else by whatever became of it. */
function contentThatRan(deployments, taskDefinitionArn) {
    const isIt = (content) => content?.taskDefinitionArn === taskDefinitionArn;
    return successes(deployments).find(isIt) ?? deployments.find(({ target }) => isIt(target))?.target;
}
/**
 * The revision that served before: the newest that succeeded. Where ECS knows of no success (it forgets after 90 days), the one whose rollout it
 * calls completed and whose tasks run. Undefined for a service that has never served, as after the first `terraform apply`.
 */
function previousOf({ service, deployments }) {
    const [newest] = successes(deployments);
    if (newest !== undefined)
        return newest.taskDefinitionArn;
    const primary = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .primaryOf */ .O)(service);
    const serves = (primary?.rolloutState ?? 'COMPLETED') === 'COMPLETED' && (primary?.runningCount ?? 0) > 0;
    return serves ? primary?.taskDefinitionArn : undefined;
}


/***/ }),

/***/ 2453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C$: () => (/* binding */ notedCommit),
/* harmony export */   D3: () => (/* binding */ commitOf),
/* harmony export */   Fs: () => (/* binding */ stepRunOf),
/* harmony export */   IZ: () => (/* binding */ notedRun),
/* harmony export */   KN: () => (/* binding */ originOfEarlier),
/* harmony export */   Nj: () => (/* binding */ tagsFor),
/* harmony export */   Yo: () => (/* binding */ noteOfStep),
/* harmony export */   ae: () => (/* binding */ isForWayBack),
/* harmony export */   bl: () => (/* binding */ isByEarlierAttempt),
/* harmony export */   q8: () => (/* binding */ previousFrom),
/* harmony export */   rp: () => (/* binding */ fittingTags)
/* harmony export */ });
/* harmony import */ var _lib_core_ancestry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2813);
/* harmony import */ var _tag_value_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9432);
// The tags of a revision that is registered: what there was stays, and where it comes from is noted for whoever looks at it later.


const COMMIT = 'slipway:commit';
const RUN = 'slipway:run';
const FROM = 'slipway:rolled-back-from';
const STEP = 'slipway:rollback-step';
/** AWS allows so many on one resource: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html */
const MOST_TAGS = 50;
/** Ours that may be left away, what matters least first; the commit stays. */
const DISPENSABLE = [RUN, STEP, FROM];
/** Leaves away as many of ours as there are too many. What is too much without them is for ECS to refuse. */
function fittingTags(tags) {
    const ours = DISPENSABLE.filter((name) => tags.some(({ key }) => key === name)).map(String);
    const left = ours.slice(0, Math.max(0, tags.length - MOST_TAGS));
    return { tags: tags.filter(({ key }) => !left.includes(String(key))), left };
}
/** `tags`: of what the revision is made from. */
function tagsFor(tags, { commit, run, from, step }) {
    // AWS's own cannot be given.
    const kept = tags.filter(({ key }) => !/^(slipway|aws):/.test(String(key)));
    const own = [
        { key: COMMIT, value: commit },
        { key: RUN, value: run },
        { key: FROM, value: from },
        { key: STEP, value: step },
    ];
    return [...kept, ...own.flatMap(({ key, value = '' }) => (value === '' ? [] : [{ key, value: (0,_tag_value_js__WEBPACK_IMPORTED_MODULE_1__/* .tagValue */ .E)(value) }]))];
}
/** Of an earlier release that is registered anew: its commit goes with it, and so does what it was brought back from. */
function originOfEarlier(tags, origin) {
    const commit = notedCommit(tags);
    const from = tagged(tags, FROM);
    return {
        ...(commit === undefined ? {} : { commit }),
        ...(from === undefined ? {} : { from }),
        ...origin,
    };
}
/** The commit that a revision was made from, as it is written; undefined where nobody noted one. */
function notedCommit(tags) {
    return tagged(tags, COMMIT);
}
/** The id of the run that registered a revision. */
function notedRun(tags) {
    return tagged(tags, RUN);
}
/** Whether a revision was registered to go back. */
function isForWayBack(tags) {
    return tagged(tags, FROM) !== undefined;
}
/** What `previous` went back from when it chose the revision, as `family:revision`; undefined where somebody named it. */
function previousFrom(tags) {
    return tagged(tags, STEP) === undefined ? undefined : tagged(tags, FROM);
}
/** Undefined outside of GitHub. A step without an id has one that GitHub gives it. */
function stepRunOf(environment) {
    const { GITHUB_RUN_ID: run, GITHUB_JOB: job, GITHUB_ACTION: step, GITHUB_RUN_ATTEMPT: attempt } = environment;
    return run && job && step && attempt ? { step: `${run}/${job}/${step}`, attempt: Number(attempt) } : undefined;
}
/** `2/release/back/1` */
function noteOfStep(run) {
    return run === undefined ? 'unknown' : `${run.step}/${run.attempt}`;
}
/** Whether an earlier attempt of this very step registered the revision when it went back. */
function isByEarlierAttempt(tags, { step, attempt }) {
    const value = tagged(tags, STEP);
    if (value === undefined)
        return false;
    const earlier = Number(value.slice(value.lastIndexOf('/') + 1));
    return earlier < attempt && value === (0,_tag_value_js__WEBPACK_IMPORTED_MODULE_1__/* .tagValue */ .E)(noteOfStep({ step, attempt: earlier }));
}
/**
 * The commit that a run deploys. Who names neither an image nor a definition of his own deploys what runs, whatever commit the run is of: that
 * keeps its commit. So do a restart at night and a changed variable.
 */
function commitOf({ commit, images, source }, running, environment) {
    const isKept = commit === undefined && images.length === 0 && source.kind === 'what-runs';
    const found = isKept ? notedCommit(running) : (commit ?? (0,_lib_core_ancestry_js__WEBPACK_IMPORTED_MODULE_0__/* .commitIn */ .xt)(environment.GITHUB_SHA ?? ''));
    return { isKept, ...(found === undefined ? {} : { commit: found }) };
}
/** What Slipway noted on a revision under this name; undefined where it noted nothing. */
function tagged(tags, name) {
    const value = tags.find(({ key }) => key === name)?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
}


/***/ }),

/***/ 9432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ tagValue)
/* harmony export */ });
// A text as the value of a tag of AWS. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html
const LONGEST = 256;
const NOT_ALLOWED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
/**
 * What AWS does not take becomes `_`. What is too long loses its middle, for what tells two apart (a revision, an attempt) stands at the end.
 */
function tagValue(text) {
    const letters = [...text.replace(NOT_ALLOWED, '_')];
    if (letters.length <= LONGEST)
        return letters.join('');
    const half = LONGEST / 2 - 1;
    return [...letters.slice(0, half), '+', '+', ...letters.slice(-half)].join('');
}


/***/ }),

/***/ 9355:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1888);
/* harmony import */ var _lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8721);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5890);
/* harmony import */ var _post_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4818);




const services = {
    ecs: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(228), __nccwpck_require__.e(116)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9116)),
    ecr: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(557), __nccwpck_require__.e(203)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5203)),
    logs: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(299), __nccwpck_require__.e(510)]).then(__nccwpck_require__.bind(__nccwpck_require__, 510)),
    elasticloadbalancing: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(208), __nccwpck_require__.e(735)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7735)),
    sts: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(501), __nccwpck_require__.e(17)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3017)),
    secretsmanager: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(367)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3367)),
    ssm: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(43), __nccwpck_require__.e(0)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3000)),
    cloudwatch: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(569), __nccwpck_require__.e(837)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9837)),
};
await (0,_lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_1__/* .runAction */ .C)({
    name: 'deploy-ecs',
    main: (context) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .main */ .i)(context, (0,_lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__/* .openAws */ .e)(context, services)),
    post: (context) => (0,_post_js__WEBPACK_IMPORTED_MODULE_3__/* .post */ .b)(context, (0,_lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__/* .openAws */ .e)(context, services)),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cf: () => (/* binding */ saveIntent),
/* harmony export */   TL: () => (/* binding */ saveSettled),
/* harmony export */   WT: () => (/* binding */ unfinishedIntent)
/* harmony export */ });
// What the post step needs to finish a cancelled deployment: saved before the call that starts work, so that even a killed step leaves it.
const INTENT = 'deploy-ecs-intent';
const SETTLED = 'deploy-ecs-settled';
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

/***/ 5890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/lib/aws/retry.js
var retry = __nccwpck_require__(4084);
// EXTERNAL MODULE: ./build/lib/core/arn.js
var core_arn = __nccwpck_require__(9661);
// EXTERNAL MODULE: ./build/lib/core/defined.js
var defined = __nccwpck_require__(375);
// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(2720);
// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/history/history.js
var history_history = __nccwpck_require__(5060);
// EXTERNAL MODULE: ./build/lib/core/ancestry.js
var core_ancestry = __nccwpck_require__(2813);
// EXTERNAL MODULE: ./build/lib/core/image.js
var core_image = __nccwpck_require__(3491);
// EXTERNAL MODULE: ./build/lib/core/near-names.js
var near_names = __nccwpck_require__(8451);
;// CONCATENATED MODULE: ./build/lib/core/repository.js
// A repository in ECR as people name it: by name, URI or ARN. ECR itself is asked elsewhere.



/** A name, a URI or an ARN; or the sentence that says what is wrong with it. */
function parseRepository(text) {
    const arn = (0,core_arn/* parseArn */.Lw)(text);
    if (arn?.service === 'ecr' && arn.resource.startsWith('repository/'))
        return { name: arn.resource.slice('repository/'.length), account: arn.account, region: arn.region };
    // By its grammar alone any other ARN with a path would be an image's name.
    const image = text.startsWith('arn:') ? undefined : (0,core_image/* parseImage */.zZ)(text.replace(/\/+$/, ''));
    if (image === undefined)
        return `"${text}" is not a repository; allowed: its name (team/web), its URI (123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web) or its ARN`;
    if (image.tag !== undefined || image.digest !== undefined)
        return `"${text}" names an image; give the repository alone`;
    const host = image.registry === undefined ? undefined : (0,core_image/* ecrHost */.Fd)(image.registry);
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
    const image = (0,core_image/* parseImage */.zZ)(reference);
    if (image !== undefined)
        return { image };
    // As in ghcr.io/${{ github.repository }}.
    return (0,core_image/* parseImage */.zZ)(reference.toLowerCase()) === undefined
        ? NEITHER
        : 'has capital letters in its repository, where a registry takes none';
}
/** Undefined where the repository is at fault, which is told for itself. */
function imageIn(repository, digest) {
    if (!(0,core_image/* isDigest */.Bc)(digest))
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

// EXTERNAL MODULE: ./build/lib/core/key-values.js
var key_values = __nccwpck_require__(7628);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/container-sections.js
// An input that is for several containers: a line `[container]` begins what is for that one. What stands before the first such line is for
// the container that the action picks by its own rule.
/** Text without any such line is one section. A section may be empty. */
function sectionsOf(text) {
    const lines = text.split(/\r?\n/);
    const sections = [{ lines: [] }];
    let end;
    lines.forEach((line, index) => {
        const container = end === undefined ? /^\s*\[([A-Za-z0-9_-]+)\]\s*$/.exec(line)?.[1] : undefined;
        if (container !== undefined) {
            sections.push({ container, lines: Array(index + 1).fill('') });
            return;
        }
        if (end === undefined)
            end = endOf(line, lines.slice(index + 1));
        else if (line.trim() === end)
            end = undefined;
        sections.at(-1)?.lines.push(line);
    });
    return sections
        .map(({ lines: own, ...section }) => ({ ...section, text: own.join('\n') }))
        .filter(({ container, text: own }) => container !== undefined || own.trim() !== '');
}
/** A value of several lines (`CERT<<END`), or a here-document of a script (`cat <<'END' > file`): its lines are no headings, whatever they look like. */
function endOf(line, rest) {
    const ends = [/<<(\S+)\s*$/.exec(line)?.[1], /(?<!<)<<-?\s*(['"]?)([^\s'"|&;<>()]+)\1/.exec(line)?.[2]];
    return ends.find((end) => rest.some((other) => other.trim() === end));
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/edit-inputs.js
// The inputs that edit the task definition. Each may be for several containers (`[container]` lines); none of them changes anything when it is not given.





/** Every problem becomes one of the reader. Values are never quoted: they may hold secrets. */
function readEdits(reader) {
    const each = (kind, parse) => eachContainer(reader, kind, parse);
    const values = (kind, check) => each(kind, pairsOf(check)).map(({ value, ...rest }) => ({ ...rest, kind, values: value }));
    const names = (kind) => each(kind, namesOf).map(({ value, ...rest }) => ({ ...rest, kind, names: value }));
    const words = (kind, parse) => each(kind, wordsOf(parse)).map(({ value, ...rest }) => ({ ...rest, kind, words: value }));
    const size = (kind, range) => each(kind, wholeNumber(range)).map(({ value, ...rest }) => ({ ...rest, kind, size: value }));
    return {
        containers: [
            ...names('remove-environment'),
            ...names('remove-secrets'),
            ...values('environment', isVariable),
            ...values('secrets', isReference).map((edit) => ({ ...edit, values: edit.values.map(trimmed) })),
            ...words('entry-point', parseWords),
            ...words('command', parseCommand),
            ...size('container-cpu', { min: 0, max: 196_608 }),
            ...size('container-memory', { min: 4, max: 4_000_000 }),
            ...size('container-memory-reservation', { min: 4, max: 4_000_000 }),
            ...each('log-driver', driverOf).map(({ value, ...rest }) => ({
                ...rest,
                kind: 'log-driver',
                driver: value,
            })),
            ...values('log-options'),
            ...values('docker-labels'),
            ...each('health-check', healthCheckOf).map(({ value, ...rest }) => ({
                ...rest,
                kind: 'health-check',
                check: value,
            })),
        ],
        task: readTask(reader),
    };
}
function hasEdits({ containers, task }) {
    return containers.length > 0 || Object.keys(task).length > 0;
}
function eachContainer(reader, input, parse) {
    const seen = new Set();
    return sectionsOf(reader.text(input) ?? '').flatMap(({ container, text }) => {
        const problem = (message) => reader.problem(input, container === undefined ? message : `container "${container}": ${message}`);
        if (container !== undefined && seen.has(container)) {
            problem('stands above two blocks; give it once');
            return [];
        }
        if (container !== undefined)
            seen.add(container);
        if (text.trim() === '') {
            problem('nothing stands under its line');
            return [];
        }
        const value = parse(text, problem);
        if (value === undefined)
            return [];
        return [container === undefined ? { value } : { container, value }];
    });
}
function pairsOf(check = () => undefined) {
    return (text, problem) => {
        const { pairs, problems } = (0,key_values/* readKeyValues */._)(text);
        for (const message of [...problems, ...pairs.flatMap((pair) => check(pair) ?? [])])
            problem(message);
        return pairs;
    };
}
/** Catches `export NAME=value`, `NAME: c2VjcmV0==` and `"NAME"="value"`, which ECS would take as they stand. Only the first word is surely no value. */
const isVariable = ({ name }) => {
    if (/\s/.test(name))
        return `"${name.split(/\s/)[0]} …" is no name of a variable: there is white space in it`;
    return /["']/.test(name) ? 'a name has a quotation mark in it; write NAME=value without any' : undefined;
};
/**
 * An ARN of Secrets Manager (a name as `rds!db-…`, whose JSON keys may be any text) or another one, the path of a parameter with its version or
 * label, or a parameter's name. What is no reference may be the secret itself.
 */
const REFERENCE = /^(arn:[\w-]+:secretsmanager:[\w-]*:\d{12}:secret:.+|arn:[\w:/.+=@-]+|\/[\w./-]+(:[\w.-]+)?|[\w./-]+)$/;
const isReference = (pair) => isVariable(pair) ??
    (REFERENCE.test(pair.value.trim())
        ? undefined
        : `"${pair.name}" is given by something that is neither the ARN of a secret or parameter nor the name of a parameter; a secret itself never stands here`);
function trimmed({ name, value }) {
    return { name, value: value.trim() };
}
function namesOf(text, problem) {
    const names = text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    if (names.some((name) => /[=,\s]/.test(name)))
        problem('takes names only, one a line');
    return names;
}
function wordsOf(parse) {
    return (text, problem) => {
        const written = text.trim();
        if (/^\[\s*\]$/.test(written))
            return [];
        try {
            return parse(written);
        }
        catch (error) {
            problem(error instanceof Error ? error.message : String(error));
            return undefined;
        }
    };
}
function wholeNumber({ min, max }) {
    return (text, problem) => {
        const value = Number(text);
        if (/^\s*\d+\s*$/.test(text) && value >= min && value <= max)
            return value;
        problem(`"${text.trim()}" is not allowed; allowed: a whole number from ${min} to ${max}`);
        return undefined;
    };
}
function driverOf(text, problem) {
    const driver = text.trim();
    if (/^[a-z0-9-]+$/.test(driver))
        return driver;
    problem(`"${driver}" is not allowed; allowed: a log driver such as awslogs or awsfirelens`);
    return undefined;
}
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html, in seconds */
const TIMES = {
    interval: { min: 5, max: 300 },
    timeout: { min: 2, max: 60 },
    'start-period': { min: 0, max: 300 },
};
const SETTINGS = ['command', 'interval', 'timeout', 'retries', 'start-period'];
function healthCheckOf(text, problem) {
    if (text.trim() === 'none')
        return 'none';
    const { pairs, problems } = (0,key_values/* readKeyValues */._)(text);
    for (const message of problems)
        problem(message);
    const given = new Map(pairs.map(({ name, value }) => [name, value.trim()]));
    for (const name of given.keys())
        if (!SETTINGS.includes(name))
            problem(`there is no setting "${name}".${(0,near_names/* suggestion */.h)(name, SETTINGS)}`);
    const command = given.get('command');
    const retries = given.get('retries');
    return {
        ...present('command', command === undefined ? undefined : checkCommand(command, problem)),
        ...present('interval', seconds('interval', given, problem)),
        ...present('timeout', seconds('timeout', given, problem)),
        ...present('retries', retries === undefined
            ? undefined
            : wholeNumber({ min: 1, max: 10 })(retries, (message) => problem(`retries: ${message}`))),
        ...present('startPeriod', seconds('start-period', given, problem)),
    };
}
/** A line is for the container's shell; a JSON array runs as it stands, also where it begins with ECS's own CMD or CMD-SHELL. */
function checkCommand(text, problem) {
    if (/^(\[\s*\])?$/.test(text)) {
        problem('command is empty; health-check: none takes the check away');
        return undefined;
    }
    if (!text.startsWith('['))
        return ['CMD-SHELL', text];
    const words = wordsOf(parseWords)(text, (message) => problem(`command ${message}`));
    if (words === undefined)
        return undefined;
    return words[0] === 'CMD' || words[0] === 'CMD-SHELL' ? words : ['CMD', ...words];
}
function seconds(name, given, problem) {
    const text = given.get(name);
    if (text === undefined)
        return undefined;
    const { min, max } = TIMES[name];
    const value = ((0,duration/* parseDuration */.E9)(text) ?? Number.NaN) / 1_000;
    if (Number.isInteger(value) && value >= min && value <= max)
        return value;
    problem(`${name}: "${text}" is not allowed; allowed: whole seconds from ${min}s to ${max}s`);
    return undefined;
}
function readTask(reader) {
    const isPlatformGiven = reader.text('runtime-platform') !== undefined;
    return {
        ...present('cpu', reader.integer('cpu', { min: 128, max: 196_608 })),
        ...present('memory', reader.integer('memory', { min: 4, max: 4_000_000 })),
        ...present('taskRole', readRole(reader, 'task-role')),
        ...present('executionRole', readRole(reader, 'execution-role')),
        ...present('ephemeralStorageGiB', reader.integer('ephemeral-storage', { min: 21, max: 200 })),
        ...(isPlatformGiven ? { cpuArchitecture: reader.choice('runtime-platform', ['X86_64', 'ARM64'], 'X86_64') } : {}),
    };
}
function readRole(reader, input) {
    const role = reader.text(input);
    if (role !== undefined && !/^arn:[a-z0-9-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role))
        reader.problem(input, `"${role}" is not allowed; allowed: the ARN of a role, such as arn:aws:iam::123456789012:role/web`);
    return role;
}
function present(name, value) {
    return (value === undefined ? {} : { [name]: value });
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/rollback-target.js
// What `rollback-to` may say, and which of two readings goes first where a text has two.

const ROLLBACK_TARGETS = 'previous, a revision (42 or web:42), the ARN of a task definition revision, an image tag (v1.4.2), a digest (sha256:…), or repository:tag';
/** As Docker's grammar has it: nothing else can be the tag of an image. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/** Undefined when the text can be none of them. */
function parseRollbackTarget(text) {
    if (text === 'previous')
        return { kind: 'previous' };
    const image = parseWantedImage(text);
    if (isRevision(text))
        return { kind: 'task-definition', name: text, ...(image === undefined ? {} : { orImage: image }) };
    return image === undefined ? undefined : { kind: 'image', image };
}
/** `42`, `web:42`, or the ARN of a task definition revision. */
function isRevision(text) {
    return (/^\d+$/.test(text) ||
        /^[A-Za-z0-9_-]+:\d+$/.test(text) ||
        /^arn:[^:]*:ecs:[^:]*:[^:]*:task-definition\/[A-Za-z0-9_-]+:\d+$/.test(text));
}
function parseWantedImage(text) {
    if (text.startsWith('arn:'))
        return undefined;
    if ((0,core_image/* isDigest */.Bc)(text))
        return { text, digest: text };
    if (TAG.test(text))
        return { text, tag: text };
    const image = (0,core_image/* parseImage */.zZ)(text);
    // A repository alone names no release.
    return image === undefined || (image.tag === undefined && image.digest === undefined)
        ? undefined
        : { text, ...image };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./build/lib/core/task-definition.js
var task_definition = __nccwpck_require__(5187);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/settings/service-settings.js
// The settings of a service that a step may change: one table of what each is called, where it stands in the service, and how it reads.
// UpdateService replaces nested members whole, so they are taken as ECS has them, edited, and sent whole; what is not asked for is not sent.


const CIRCUIT_BREAKER = ['off', 'on', 'rollback'];
const THRESHOLDS = ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'];
const DESIRED_COUNT = 'desired count';
const service_settings_SETTINGS = [
    {
        what: DESIRED_COUNT,
        path: ['desiredCount'],
        edited: ({ desiredCount }) => desiredCount,
        shown: (value) => String(value),
    },
    {
        what: 'circuit breaker',
        path: ['deploymentConfiguration', 'deploymentCircuitBreaker'],
        edited: ({ circuitBreaker }, current) => circuitBreaker && editedBreaker(circuitBreaker, (0,task_definition/* rawOf */.UD)(current)),
        shown: (value, beside) => shownBreaker((0,task_definition/* rawOf */.UD)(value), (0,task_definition/* rawOf */.UD)(beside)),
    },
    {
        what: 'alarms',
        path: ['deploymentConfiguration', 'alarms'],
        edited: ({ alarms }, current) => alarms && editedAlarms(alarms, (0,task_definition/* rawOf */.UD)(current)),
        shown: (value) => shownAlarms((0,task_definition/* rawOf */.UD)(value)),
    },
];
function hasSettings(settings) {
    return Object.keys(settings).length > 0;
}
/** `service`: the service as DescribeServices has it. */
function editService(service, settings) {
    return service_settings_SETTINGS.reduce((edit, { what, path, edited, shown }) => {
        const current = valueAt(service, path);
        const wanted = edited(settings, current);
        if (wanted === undefined || (0,external_node_util_.isDeepStrictEqual)(wanted, current))
            return edit;
        const [member] = path;
        const whole = sendable(withValue({ ...service, ...edit.send }, path, wanted)[member]);
        const change = { what, before: shown(current, wanted), after: shown(wanted, current) };
        return { send: { ...edit.send, [member]: whole }, changes: [...edit.changes, change] };
    }, { send: {}, changes: [] });
}
/** What was asked for and makes no sense for this service. */
function settingMisfits({ desiredCount, circuitBreaker, alarms }, service) {
    const problems = [];
    if (desiredCount !== undefined && service.schedulingStrategy === 'DAEMON')
        problems.push(`desired-count: "${service.name}" is a DAEMON service: ECS runs one task on each instance, and takes no count`);
    const breaker = (0,task_definition/* rawOf */.UD)(valueAt(service.raw, ['deploymentConfiguration', 'deploymentCircuitBreaker']));
    if (circuitBreaker !== undefined && circuitBreaker.mode === undefined && breaker.enable !== true)
        problems.push(`circuit-breaker: that of "${service.name}" is off, so a threshold of it means nothing; give circuit-breaker: rollback as well`);
    const watched = (0,task_definition/* rawOf */.UD)(valueAt(service.raw, ['deploymentConfiguration', 'alarms']));
    if (alarms !== undefined && alarms.names === undefined && watched.enable !== true)
        problems.push(`alarms-rollback: "${service.name}" watches no alarms; give alarms as well`);
    return problems;
}
function editedBreaker({ mode, threshold, resetOnHealthyTask }, current) {
    return {
        ...current,
        ...(mode === undefined ? {} : { enable: mode !== 'off', rollback: mode === 'rollback' }),
        ...unlessDefault('thresholdConfiguration', threshold, current, STANDARD_THRESHOLD),
        ...unlessDefault('resetOnHealthyTask', resetOnHealthyTask, current, true),
    };
}
/** AWS shows it of every breaker, whoever asked for one. */
const STANDARD_THRESHOLD = { type: 'BOUNDED_PERCENT', value: 50 };
/** What ECS does anyway is not written down for it, so that asking for it changes nothing. */
function unlessDefault(member, asked, current, standard) {
    const isStandard = current[member] === undefined && (0,external_node_util_.isDeepStrictEqual)(asked, standard);
    return asked === undefined || isStandard ? {} : { [member]: asked };
}
function editedAlarms({ names, rollback }, current) {
    const isOn = current.enable === true;
    if (names?.length === 0)
        return isOn ? { ...current, alarmNames: [], enable: false } : undefined;
    const before = namesIn(current);
    const same = names === undefined || (isOn && names.length === before.length && names.every((n) => before.includes(n)));
    return {
        ...current,
        alarmNames: same ? before : names,
        enable: true,
        rollback: rollback ?? (isOn ? current.rollback : true),
    };
}
function shownBreaker(breaker, beside) {
    if (breaker.enable !== true)
        return 'off';
    const { type, value } = (0,task_definition/* rawOf */.UD)(breaker.thresholdConfiguration);
    const isOwn = [breaker, beside].some(({ thresholdConfiguration = STANDARD_THRESHOLD }) => {
        return !(0,external_node_util_.isDeepStrictEqual)(thresholdConfiguration, STANDARD_THRESHOLD);
    });
    return [
        breaker.rollback === true ? 'on with rollback' : 'on without rollback',
        ...(type !== undefined && isOwn ? [`threshold ${type}=${value}`] : []),
        ...(breaker.resetOnHealthyTask === false ? ['not reset by a healthy task'] : []),
    ].join(', ');
}
function shownAlarms(alarms) {
    if (alarms.enable !== true)
        return 'none';
    return `${namesIn(alarms).join(', ')} ${alarms.rollback === true ? 'with rollback' : 'without rollback'}`;
}
function namesIn({ alarmNames }) {
    return Array.isArray(alarmNames) ? alarmNames.map(String) : [];
}
/** ECS answers with alarms that have no names where none are watched, and takes none without the member. */
function sendable(member) {
    if (!(0,task_definition/* isRaw */.Zi)(member) || !(0,task_definition/* isRaw */.Zi)(member.alarms))
        return member;
    return { ...member, alarms: { alarmNames: [], enable: false, rollback: false, ...member.alarms } };
}
function valueAt(whole, path) {
    return path.reduce((value, name) => (0,task_definition/* rawOf */.UD)(value)[name], whole);
}
function withValue(whole, [name, ...rest], value) {
    const members = (0,task_definition/* rawOf */.UD)(whole);
    if (name === undefined)
        return members;
    return { ...members, [name]: rest.length === 0 ? value : withValue(members[name], rest, value) };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/settings/setting-inputs.js
// The inputs that change settings of the service. None of them changes anything when it is not given.

/** Far beyond what one service may have; a number above it is a typing error. */
const MOST_TASKS = 10_000;
/** What ECS takes of names of alarms, as CloudWatch has them. */
const LONGEST_ALARM_NAME = 255;
/** Every problem becomes one of the reader. */
function readSettings(reader) {
    const desiredCount = reader.integer('desired-count', { min: 0, max: MOST_TASKS });
    const circuitBreaker = given({
        mode: reader.optionalChoice('circuit-breaker', CIRCUIT_BREAKER),
        threshold: readThreshold(reader),
        resetOnHealthyTask: reader.optionalBoolean('circuit-breaker-reset-on-healthy-task'),
    });
    if (circuitBreaker?.mode === 'off' && Object.keys(circuitBreaker).length > 1)
        reader.problem('circuit-breaker', 'off goes with neither a threshold nor circuit-breaker-reset-on-healthy-task');
    const alarms = given({ names: readAlarms(reader), rollback: reader.optionalBoolean('alarms-rollback') });
    if (alarms?.names?.length === 0 && alarms.rollback !== undefined)
        reader.problem('alarms-rollback', 'does not go with alarms: none');
    return given({ desiredCount, circuitBreaker, alarms }) ?? {};
}
function readThreshold(reader) {
    const text = reader.text('circuit-breaker-threshold');
    if (text === undefined)
        return undefined;
    const [kind, number, ...rest] = text.split('=').map((part) => part.trim());
    const type = THRESHOLDS.find((name) => name === kind);
    if (type === undefined || rest.length > 0 || !/^[1-9]\d{0,5}$/.test(number ?? '')) {
        const allowed = THRESHOLDS.map((name) => `${name}=${name === 'COUNT' ? 10 : 50}`);
        reader.problem('circuit-breaker-threshold', `"${text}" is not allowed; allowed: such as ${allowed.join(', ')}`);
        return undefined;
    }
    return { type, value: Number(number) };
}
/** Undefined where the input is not given; empty for `none`. */
function readAlarms(reader) {
    const names = reader.list('alarms');
    if (names.length === 0)
        return undefined;
    if (names.length === 1 && names[0] === 'none')
        return [];
    for (const name of names.filter((text) => text.length > LONGEST_ALARM_NAME))
        reader.problem('alarms', `"${name.slice(0, 40)}…" is longer than an alarm's name may be (${LONGEST_ALARM_NAME})`);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        reader.problem('alarms', `names "${twice}" twice`);
    if (names.includes('none'))
        reader.problem('alarms', '"none" stands alone');
    return names;
}
/** Undefined where nothing of it is given. */
function given(members) {
    const entries = Object.entries(members).filter(([, value]) => value !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/findings.js
// What the checks before a deployment found, and what becomes of it. It refuses to know how any of it was read.
const VERIFY = ['fail', 'warn', 'off'];
/** Going back is never blocked by a check: whoever flees takes what there is. */
function judged(findings, { mode, isRollback }) {
    const texts = (kind) => 
    // Two containers that name the same secret are one thing to repair.
    [...new Set(findings.flatMap((finding) => (finding.kind === kind ? [finding.text] : [])))];
    const stops = mode === 'fail' && !isRollback;
    return {
        problems: stops ? texts('problem') : [],
        warnings: [...(stops ? [] : texts('problem')), ...texts('warning')],
        notices: texts('notice'),
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/foreign.js
// ARNs of another account, region or cluster than the service that they are given for. ECS runs nothing across those, and says so in words of its own.

/** `name`: a task definition as the input has it; what is no ARN is the service's own. */
function foreignDefinition(input, name, { arn, name: service }) {
    const [named, own] = [placeOf(name), placeOf(arn)];
    if (named === undefined || own === undefined || named === own)
        return [];
    return [
        `${input}: ${(0,core_arn/* shortTaskDefinition */.P5)(name)} is of ${named}, and the service "${service}" of ${own}. ECS runs a task definition only where it is registered; name one of ${own}`,
    ];
}
/** The ARN of a service names its cluster, unless it is of the old kind. */
function contradictingCluster({ cluster, service }) {
    const [place, clusterPlace] = [placeOf(service), placeOf(cluster)];
    const inArn = /^arn:[^:]*:ecs:[^:]*:[^:]*:service\/([^/]+)\/[^/]+$/.exec(service)?.[1];
    if (place === undefined)
        return [];
    if (inArn !== undefined && inArn !== (0,core_arn/* lastPart */.S_)(cluster))
        return [
            `service: its ARN is of the cluster "${inArn}", and the input cluster says "${(0,core_arn/* lastPart */.S_)(cluster)}"; correct one of the two, or give the service by its name`,
        ];
    if (clusterPlace === undefined || clusterPlace === place)
        return [];
    return [`service: its ARN is of ${place}, and the ARN of the cluster of ${clusterPlace}; correct one of the two`];
}
/** `region`: where this step asks; absent where nobody said, which is told elsewhere. AWS calls it "Invalid Region in ARN". */
function foreignRegion({ cluster, service }, region) {
    if (region === undefined)
        return [];
    return Object.entries({ cluster, service }).flatMap(([input, text]) => {
        const own = (0,core_arn/* parseArn */.Lw)(text)?.region ?? region;
        if (own === region)
            return [];
        return [`${input}: its ARN is of region ${own}, and AWS_REGION is ${region}; correct one of the two`];
    });
}
function placeOf(text) {
    const arn = (0,core_arn/* parseArn */.Lw)(text);
    return arn === undefined ? undefined : `account ${arn.account}, region ${arn.region}`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/inputs.js
// From inputs to a DeployRequest, once and for all: behind this file no text is parsed and no default is chosen.










const WAIT_UNTIL = ['deployed', 'shifted', 'none'];
const ON_CANCEL = ['rollback', 'leave'];
const ON_OLDER_COMMIT = ['refuse', 'warn', 'allow'];
const ON_IN_PROGRESS = ['wait', 'fail', 'replace'];
/** Throws one UserError with every problem. `region`: where this step asks AWS. */
function parseInputs(reader, { region } = {}) {
    const cluster = reader.required('cluster', { terraform: terraform_names/* CLUSTER_OUTPUTS */.K0 });
    const service = reader.required('service', { terraform: terraform_names/* SERVICE_OUTPUTS */.Ht });
    for (const problem of [...contradictingCluster({ cluster, service }), ...foreignRegion({ cluster, service }, region)])
        reader.generalProblem(problem);
    if (service.includes('\n'))
        reader.problem('service', 'one service a step for now; run the step once for each');
    const images = readImages(reader);
    const source = parseSource(reader.text('task-definition'));
    const askedBefore = new Set(reader.origins().keys());
    const edits = readEdits(reader);
    const settings = readSettings(reader);
    // One that is wrong is told as such, and was wished all the same.
    const isEditGiven = [...reader.origins()].some(([name, { kind }]) => !askedBefore.has(name) && kind !== 'default');
    const rollbackTo = parseRollbackTo(reader);
    const rollbackFrom = parseRollbackFrom(reader, rollbackTo);
    const commit = parseCommit(reader);
    const githubToken = reader.text('github-token');
    const request = {
        targets: [{ cluster, service }],
        images,
        source,
        edits,
        settings,
        onOlderCommit: reader.choice('on-older-commit', ON_OLDER_COMMIT, 'refuse'),
        onInProgress: reader.choice('on-deployment-in-progress', ON_IN_PROGRESS, 'wait'),
        verify: reader.choice('verify', VERIFY, 'fail'),
        waitUntil: reader.choice('wait-until', WAIT_UNTIL, 'deployed'),
        forceNewDeployment: reader.boolean('force-new-deployment', false),
        dryRun: reader.boolean('dry-run', false),
        limits: readLimits(reader, rollbackTo),
        ...(0,defined/* defined */.s)({ commit, githubToken, rollbackTo, rollbackFrom }),
    };
    const isAnythingGiven = reader.isGiven('image') || source.kind !== 'what-runs' || isEditGiven || request.forceNewDeployment;
    if (rollbackTo !== undefined)
        refuseBesideRollback(reader, request);
    else if (!isAnythingGiven)
        reader.generalProblem('Nothing to deploy: give image, task-definition, an edit such as environment, a setting such as desired-count, rollback-to, or force-new-deployment: true');
    reader.finish();
    return request;
}
function readLimits(reader, rollbackTo) {
    const timeoutMs = reader.duration('timeout', { min: 1 });
    return {
        rollbackTimeoutMs: reader.duration('rollback-timeout', { min: 1 }) ?? 15 * 60_000,
        pollIntervalMs: reader.duration('poll-interval', { min: 1 }) ?? 5_000,
        maxFailedTasks: reader.integer('max-failed-tasks', { min: 1, max: 1_000 }) ?? 3,
        rollbackOnFailure: reader.boolean('rollback-on-failure', true),
        // Whoever goes back and is cancelled does not want to be brought back to what he fled from.
        onCancel: reader.choice('on-cancel', ON_CANCEL, rollbackTo === undefined ? 'rollback' : 'leave'),
        ...(0,defined/* defined */.s)({ timeoutMs }),
    };
}
/** What is gone back to is whole: nothing of it is changed on the way. */
function refuseBesideRollback(reader, { images, source, edits, settings, forceNewDeployment }) {
    if (images.length > 0 || source.kind !== 'what-runs' || hasEdits(edits))
        reader.problem('rollback-to', 'goes with neither image nor task-definition nor an edit of it: what to go back to already has them all');
    if (hasSettings(settings))
        reader.problem('rollback-to', 'goes with no setting of the service, such as desired-count: going back changes nothing else; set it in a step of its own');
    if (forceNewDeployment)
        reader.problem('rollback-to', 'does not go with force-new-deployment: what is gone back to is deployed anyway, and what serves already is left alone; leave one of the two out');
}
function parseSource(text) {
    if (text === undefined)
        return { kind: 'what-runs' };
    const isFile = /\.(json|ya?ml)$/i.test(text) || (text.includes('/') && !text.startsWith('arn:'));
    return isFile ? { kind: 'file', path: text } : { kind: 'registered', name: text };
}
function parseRollbackTo(reader) {
    const text = reader.text('rollback-to');
    if (text === undefined)
        return undefined;
    const target = parseRollbackTarget(text);
    if (target === undefined)
        reader.problem('rollback-to', `"${text}" is not allowed; allowed: ${ROLLBACK_TARGETS}`);
    return target ?? { kind: 'previous' };
}
function parseRollbackFrom(reader, rollbackTo) {
    const text = reader.text('rollback-from');
    if (text === undefined)
        return undefined;
    if (rollbackTo === undefined)
        reader.problem('rollback-from', 'goes only with rollback-to; is the output that rollback-to comes from empty?');
    if (!isRevision(text))
        reader.problem('rollback-from', `"${text}" is not allowed; allowed: a revision (42 or web:42), or the ARN of a task definition revision`);
    return text;
}
function parseCommit(reader) {
    const text = reader.text('commit');
    const commit = (0,core_ancestry/* commitIn */.xt)(text ?? '');
    if (text !== undefined && commit === undefined)
        reader.problem('commit', `"${text}" is not allowed; allowed: the whole hash of a commit, as github.sha is`);
    return commit;
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/intent.js
var src_intent = __nccwpck_require__(3281);
;// CONCATENATED MODULE: ./build/lib/github/origins.js
// Says where the values of a step come from, when that is not plain to see in the workflow.
function sayOrigins(log, inputs) {
    for (const [name, origin] of inputs.origins()) {
        if (origin.kind === 'terraform')
            log.line(`${name} comes from Terraform output "${origin.output}" (${origin.from}).`);
    }
}

// EXTERNAL MODULE: ./build/lib/aws/ecs.js + 2 modules
var ecs = __nccwpck_require__(5382);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/misfits.js
// What ECS would refuse once something is registered: a definition that contradicts itself, or does not fit its service.



/** What UpdateService would refuse, after the registration. */
function misfits({ settings }, definition, service) {
    return [
        ...[...misfitsOf(definition, service), ...namedTwice(definition)].map((problem) => `task-definition: ${problem}`),
        ...settingMisfits(settings, service),
    ];
}
/** ECS refuses a name that is both; an edit moves it, a file has to be mended. */
function namedTwice(definition) {
    const namesIn = (list) => (Array.isArray(list) ? list.filter(task_definition/* isRaw */.Zi).map(({ name }) => name) : []);
    return (0,task_definition/* containersOf */.Mz)(definition).flatMap(({ name, environment, secrets }) => {
        const variables = namesIn(environment);
        return namesIn(secrets)
            .filter((secret) => variables.includes(secret))
            .map((both) => `container "${name}" has "${both}" in its environment and in its secrets; ECS takes a name only once, so take one of them out.`);
    });
}
/** A file or a foreign family has to fit the service's load balancer, or UpdateService refuses it after the registration. */
function misfitsOf(definition, service) {
    const names = (0,task_definition/* containerNames */.MR)(definition);
    return service.loadBalancers.flatMap(({ containerName, containerPort }) => {
        if (!names.includes(containerName)) {
            return [
                `the load balancer of "${service.name}" sends to container "${containerName}", which the definition does not have.${(0,near_names/* suggestion */.h)(containerName, names)}`,
            ];
        }
        const container = (0,task_definition/* containersOf */.Mz)(definition).find(({ name }) => name === containerName);
        const mappings = (Array.isArray(container?.portMappings) ? container.portMappings : []).filter(task_definition/* isRaw */.Zi);
        const ports = mappings.map((mapping) => String(mapping.containerPortRange ?? mapping.containerPort));
        return ports.some((port) => covers(port, containerPort))
            ? []
            : [
                `the load balancer of "${service.name}" sends to port ${containerPort} of container "${containerName}", which maps ${ports.length === 0 ? 'no port' : ports.join(', ')}.`,
            ];
    });
}
/** `8080` or `8000-8100`. Whether ECS takes a port of a range behind a load balancer is written nowhere, so it is not refused here. */
function covers(ports, port) {
    const [first = Number.NaN, last = first] = ports.split('-').map(Number);
    return first <= port && port <= last;
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/verify/platform.js + 1 modules
var platform = __nccwpck_require__(4989);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/edits.js
// The edits of a task definition that a user may ask for, and how they are made. Whatever no edit names stays as it is, members included
// that nobody here has heard of. What an edit says is true already changes nothing.

function withEdits(definition, containers, task) {
    const list = definition.containerDefinitions;
    return {
        ...editedTask(definition, task),
        ...(Array.isArray(list)
            ? { containerDefinitions: list.map((each) => ((0,task_definition/* isRaw */.Zi)(each) ? edited(each, containers) : each)) }
            : {}),
    };
}
function edited(container, edits) {
    return edits.filter((edit) => edit.container === container.name).reduce(withEdit, container);
}
function withEdit(container, edit) {
    switch (edit.kind) {
        case 'environment': {
            const pairs = edit.values.map(({ name, value }) => ({ name, value }));
            return { ...withoutNames(container, 'secrets', edit.values), ...withNamed(container, 'environment', pairs) };
        }
        case 'secrets': {
            const pairs = edit.values.map(({ name, value }) => ({ name, valueFrom: value }));
            return { ...withoutNames(container, 'environment', edit.values), ...withNamed(container, 'secrets', pairs) };
        }
        case 'remove-environment':
            return withoutNames(container, 'environment', edit.names.map((name) => ({ name })));
        case 'remove-secrets':
            return withoutNames(container, 'secrets', edit.names.map((name) => ({ name })));
        case 'command':
            return withWords(container, 'command', edit.words);
        case 'entry-point':
            return withWords(container, 'entryPoint', edit.words);
        case 'container-cpu':
            return { ...container, cpu: edit.size };
        case 'container-memory':
            return { ...container, memory: edit.size };
        case 'container-memory-reservation':
            return { ...container, memoryReservation: edit.size };
        case 'log-driver':
            return withDriver(container, edit.driver);
        case 'log-options':
            return withLogOptions(container, edit.values);
        case 'docker-labels':
            return { ...container, dockerLabels: { ...(0,task_definition/* rawOf */.UD)(container.dockerLabels), ...entriesOf(edit.values) } };
        case 'health-check':
            return edit.check === 'none'
                ? without(container, 'healthCheck')
                : { ...container, healthCheck: { ...(0,task_definition/* rawOf */.UD)(container.healthCheck), ...edit.check } };
    }
}
/** What is there keeps its place and the members that are not given; what is new comes last. */
function withNamed(container, member, given) {
    const present = listOf(container[member]);
    const kept = present.map((item) => (0,task_definition/* isRaw */.Zi)(item) ? { ...item, ...given.find(({ name }) => name === item.name) } : item);
    const added = given.filter(({ name }) => !present.some((item) => (0,task_definition/* isRaw */.Zi)(item) && item.name === name));
    return { [member]: [...kept, ...added] };
}
/** ECS refuses a name that is both a variable and a secret. */
function withoutNames(container, member, names) {
    const list = container[member];
    if (!Array.isArray(list))
        return container;
    return {
        ...container,
        [member]: list.filter((item) => !(0,task_definition/* isRaw */.Zi)(item) || !names.some(({ name }) => name === item.name)),
    };
}
function withWords(container, member, words) {
    return words.length === 0 ? without(container, member) : { ...container, [member]: words };
}
/** Options belong to their driver: another driver refuses them. */
function withDriver(container, logDriver) {
    const present = (0,task_definition/* rawOf */.UD)(container.logConfiguration);
    return { ...container, logConfiguration: present.logDriver === logDriver ? present : { logDriver } };
}
/** An option may also come from a secret; a name is one or the other. */
function withLogOptions(container, values) {
    const present = (0,task_definition/* rawOf */.UD)(container.logConfiguration);
    const { secretOptions } = present;
    const kept = listOf(secretOptions).filter((item) => !(0,task_definition/* isRaw */.Zi)(item) || !values.some(({ name }) => name === item.name));
    return {
        ...container,
        logConfiguration: {
            ...present,
            options: { ...(0,task_definition/* rawOf */.UD)(present.options), ...entriesOf(values) },
            ...(secretOptions === undefined ? {} : { secretOptions: kept }),
        },
    };
}
function editedTask(definition, task) {
    const { cpu, memory, taskRole, executionRole, ephemeralStorageGiB, cpuArchitecture } = task;
    return {
        ...definition,
        ...(cpu === undefined ? {} : { cpu: String(cpu) }),
        ...(memory === undefined ? {} : { memory: String(memory) }),
        ...(taskRole === undefined ? {} : { taskRoleArn: taskRole }),
        ...(executionRole === undefined ? {} : { executionRoleArn: executionRole }),
        ...(ephemeralStorageGiB === undefined
            ? {}
            : { ephemeralStorage: { ...(0,task_definition/* rawOf */.UD)(definition.ephemeralStorage), sizeInGiB: ephemeralStorageGiB } }),
        ...(cpuArchitecture === undefined
            ? {}
            : { runtimePlatform: withArchitecture((0,task_definition/* rawOf */.UD)(definition.runtimePlatform), cpuArchitecture) }),
    };
}
function withArchitecture(platform, cpuArchitecture) {
    return platform.cpuArchitecture === cpuArchitecture
        ? platform
        : { operatingSystemFamily: 'LINUX', ...platform, cpuArchitecture };
}
function entriesOf(values) {
    return Object.fromEntries(values.map(({ name, value }) => [name, value]));
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
function without(raw, member) {
    return Object.fromEntries(Object.entries(raw).filter(([name]) => name !== member));
}

// EXTERNAL MODULE: ./build/lib/core/canonical-definition.js
var canonical_definition = __nccwpck_require__(1524);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/task-size.js
// Whether a task is as large as its containers ask for, and whether Fargate has such a task. ECS says neither before the registration,
// so a dry run would promise what cannot be. What the service runs with already is not ours to judge.


/** `definition`: as it is after the edits. */
function sizeProblems(edits, definition, place) {
    return [
        ...['cpu', 'memory'].flatMap((member) => oversized(member, edits, definition, place)),
        ...unknownToFargate(edits, definition, place),
    ];
}
/** CPU units and MiB; NaN where the task names none. */
function sizeOf(definition) {
    const { cpu, memory } = (0,canonical_definition/* canonicalDefinition */.A)(definition);
    return { cpu: Number(cpu ?? Number.NaN), memory: Number(memory ?? Number.NaN) };
}
/**
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (cpu, memory, memoryReservation); ECS's refusals: aws/aws-cdk#1553,
 * pulumi/pulumi-awsx#1220
 */
function oversized(member, edits, definition, place) {
    const input = editedInput(member, edits) ?? (isJudgedWhole(definition, place) ? GIVEN : undefined);
    const has = sizeOf(definition)[member];
    const asked = askedFor(definition, member);
    const isRunning = asked === askedFor(place.running, member) && has === sizeOf(place.running)[member];
    if (input === undefined || isRunning)
        return [];
    const unit = member === 'cpu' ? 'CPU units' : 'MiB';
    return asked > has ? [`${input}: the containers ask for ${asked} ${unit} together, and the task has ${has}`] : [];
}
const GIVEN = 'task-definition';
function editedInput(member, { containers, task }) {
    if (task[member] !== undefined)
        return member;
    return containers.some(({ kind }) => kind.startsWith(`container-${member}`)) ? `container-${member}` : undefined;
}
function askedFor(definition, member) {
    return (0,task_definition/* containersOf */.Mz)(definition).reduce((sum, container) => sum + reserved(container, member), 0);
}
function reserved(container, member) {
    return Number((member === 'memory' ? container.memoryReservation : undefined) ?? container[member] ?? 0);
}
/** ECS does not look at the sizes of a task of Windows containers: …/APIReference/API_RegisterTaskDefinition.html (cpu, memory) */
function isJudgedWhole(definition, place) {
    const { runtimePlatform } = definition;
    const family = (0,task_definition/* isRaw */.Zi)(runtimePlatform) ? String(runtimePlatform.operatingSystemFamily ?? '') : '';
    return place.isGiven && isForFargate(definition, place) && !family.startsWith('WINDOWS');
}
/** What the definition asks for goes first; a service on Fargate refuses what it could not run there. */
function isForFargate({ requiresCompatibilities: asked }, { isOnFargate }) {
    return Array.isArray(asked) && asked.length > 0 ? asked.includes('FARGATE') : isOnFargate;
}
/** MiB by CPU units; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const FARGATE = new Map([
    [512, { from: 1_024, to: 4_096, step: 1_024 }],
    [1_024, { from: 2_048, to: 8_192, step: 1_024 }],
    [2_048, { from: 4_096, to: 16_384, step: 1_024 }],
    [4_096, { from: 8_192, to: 30_720, step: 1_024 }],
    [8_192, { from: 16_384, to: 61_440, step: 4_096 }],
    [16_384, { from: 32_768, to: 122_880, step: 8_192 }],
]);
const SMALLEST = { cpu: 256, memory: [512, 1_024, 2_048] };
/** Sizes above the largest that is known here are AWS's to judge: there may be new ones. */
function unknownToFargate({ task }, definition, place) {
    if (!isForFargate(definition, place))
        return [];
    const { cpu, memory } = sizeOf(definition);
    const isEdited = task.cpu !== undefined || task.memory !== undefined;
    if (!isEdited && !isGivenAnew(definition, place))
        return [];
    const [onCpu, onMemory] = isEdited ? ['cpu', 'memory'] : [GIVEN, GIVEN];
    const missing = ['cpu', 'memory'].filter((member) => isUnnamed(definition[member]));
    if (missing.length > 0)
        return [
            `${GIVEN}: a task on Fargate needs a size of its own, and the definition names no ${missing.join(' and no ')}`,
        ];
    const known = [SMALLEST.cpu, ...FARGATE.keys()];
    if (!known.includes(cpu))
        return cpu < Math.max(...known)
            ? [`${onCpu}: Fargate has no task of ${cpu} CPU units; it has ${known.join(', ')}`]
            : [];
    const sizes = FARGATE.get(cpu);
    const has = sizes === undefined
        ? SMALLEST.memory.some((mib) => mib === memory)
        : memory >= sizes.from && memory <= sizes.to && memory % sizes.step === 0;
    if (has || Number.isNaN(memory))
        return [];
    const allowed = sizes === undefined ? SMALLEST.memory.join(', ') : `${sizes.from} to ${sizes.to} in steps of ${sizes.step}`;
    const isCpuAlone = isEdited && task.memory === undefined;
    return [
        `${isCpuAlone ? onCpu : onMemory}: Fargate has no task of ${cpu} CPU units with ${memory} MiB, but with ${allowed}${isCpuAlone ? '; give memory too' : ''}`,
    ];
}
/** Somebody gave its sizes, and the service runs on Fargate with others. */
function isGivenAnew(definition, place) {
    const [after, before] = [sizeOf(definition), sizeOf(place.running)];
    const isRunning = isForFargate(place.running, place) && Object.is(after.cpu, before.cpu) && Object.is(after.memory, before.memory);
    return place.isGiven && !isRunning;
}
function isUnnamed(size) {
    return size === undefined || size === null || size === '';
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/place-edits.js
// Which container each edit is for, and whether the edits go together, with each other and with the definition. Every problem is told.




function editDefinition(definition, edits, { container: picked, place }) {
    const names = (0,task_definition/* containerNames */.MR)(definition);
    const problems = [];
    const placed = edits.containers.flatMap((edit) => {
        const container = edit.container ?? picked;
        if (container === undefined)
            problems.push(unplaced(edit, names));
        else if (!names.includes(container))
            problems.push(unknown(edit, container, definition));
        else
            return [{ ...edit, container }];
        return [];
    });
    const result = withEdits(definition, placed, edits.task);
    for (const name of names) {
        const own = placed.filter(({ container }) => container === name);
        problems.push(...twice(name, own), ...contradictions(name, own), ...place_edits_misfits(name, own, result));
    }
    return { definition: result, problems: [...new Set([...problems, ...sizeProblems(edits, result, place)])] };
}
function unplaced({ kind }, names) {
    return `${kind}: the task definition has several containers (${names.join(', ')}); put a line [container] with the name of the one that is meant above`;
}
function unknown({ kind }, container, definition) {
    return `${kind}: the task definition "${String(definition.family)}" has no container "${container}".${(0,near_names/* suggestion */.h)(container, (0,task_definition/* containerNames */.MR)(definition))}`;
}
function twice(container, edits) {
    return edits
        .filter(({ kind }, index) => edits.findIndex((other) => other.kind === kind) !== index)
        .map(({ kind }) => `${kind}: container "${container}" is given twice, with its name and without; give it once`);
}
/** Names that one input sets and another one sets otherwise or takes away. */
function contradictions(container, edits) {
    const of = (kind) => edits.flatMap((edit) => edit.kind !== kind
        ? []
        : 'names' in edit
            ? edit.names
            : 'values' in edit
                ? edit.values.map(({ name }) => name)
                : []);
    const both = (one, other, words) => of(one)
        .filter((name) => of(other).includes(name))
        .map((name) => `${one}: container "${container}": "${name}" ${words}`);
    return [
        ...both('environment', 'secrets', 'is given by secrets too; a name is either a variable or a secret'),
        ...both('remove-environment', 'environment', 'is set by environment too'),
        ...both('remove-secrets', 'secrets', 'is set by secrets too'),
    ];
}
/** What ECS would refuse of one container, now that it is edited. */
function place_edits_misfits(name, edits, definition) {
    const container = (0,task_definition/* containersOf */.Mz)(definition).find((each) => each.name === name) ?? {};
    const { logConfiguration, healthCheck, memory, memoryReservation } = container;
    const has = (kind) => edits.some((edit) => edit.kind === kind);
    const problems = [];
    if (has('log-options') && !((0,task_definition/* isRaw */.Zi)(logConfiguration) && typeof logConfiguration.logDriver === 'string'))
        problems.push(`log-options: container "${name}" has no log driver yet; give log-driver too, such as awslogs`);
    if (has('health-check') && (0,task_definition/* isRaw */.Zi)(healthCheck) && !Array.isArray(healthCheck.command))
        problems.push(`health-check: container "${name}" has no health check yet; give its command too: command=…`);
    if ((has('container-memory') || has('container-memory-reservation')) &&
        Number(memoryReservation ?? 0) > Number(memory ?? Number.POSITIVE_INFINITY))
        problems.push(`container-memory-reservation: container "${name}" would reserve ${Number(memoryReservation)} MiB and may use no more than ${Number(memory)}`);
    return problems;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/wanted.js
// What the service is to run: the definition that is edited, with its edits and its images, each in the container that it is for.






/** `source`: what is edited; absent: what runs. Throws UserError with every edit that has no place, and where it does not fit the load balancer. */
function wantedOf(request, situation, source, images) {
    const base = source ?? situation.running;
    const assigned = assignImages(images, base, situation.service).map(({ container, requested }) => ({
        container,
        image: requested.reference,
    }));
    const edited = editedDefinition(request, wantedDefinition(base, assigned), situation);
    const problems = [...edited.problems, ...misfits(request, edited.definition, situation.service)];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return edited.definition;
}
/** The source with its images, as it can be registered. */
function wantedDefinition(source, images) {
    return (0,task_definition/* withImages */.nS)((0,task_definition/* registrable */.ZV)(source), images);
}
/** The definition with the edits that were asked for, and every problem that they have with it. */
function editedDefinition({ images, edits, source }, definition, { service, running }) {
    return editDefinition(definition, edits, {
        container: editedByDefault(images, definition, service),
        place: { isOnFargate: (0,platform/* isOnFargate */.c)(service.raw), isGiven: source.kind !== 'what-runs', running },
    });
}
/** An edit that names no container is for the one that gets the image, else for the default one. */
function editedByDefault(images, definition, service) {
    const [image] = images;
    return (images.length === 1 ? image?.container : undefined) ?? defaultContainer(definition, service);
}
/** The container that each image goes to. Throws UserError with every name that does not exist. */
function assignImages(images, definition, service) {
    const names = (0,task_definition/* containerNames */.MR)(definition);
    const problems = [];
    const assigned = images.flatMap((requested) => {
        const container = requested.container ?? defaultContainer(definition, service);
        if (container === undefined) {
            problems.push(`image: the task definition has several containers (${names.join(', ')}); name the one that is meant: container=reference`);
            return [];
        }
        if (!names.includes(container))
            problems.push(`image: the task definition "${String(definition.family)}" has no container "${container}".${(0,near_names/* suggestion */.h)(container, names)}`);
        return [{ container, requested }];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return assigned;
}
/** The only one, or the one behind the load balancer; undefined where nobody can know it. */
function defaultContainer(definition, service) {
    const names = (0,task_definition/* containerNames */.MR)(definition);
    const behind = [...new Set(service.loadBalancers.map(({ containerName }) => containerName))];
    const [only, ...others] = behind.length === 1 ? behind : names;
    return others.length === 0 ? only : undefined;
}

// EXTERNAL MODULE: ./build/lib/aws/image-digest.js
var image_digest = __nccwpck_require__(7856);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./build/lib/aws/definitions-once.js
// A door that asks for each task definition once: what runs is mostly what the newest deployment brought, too.
/** For one reading: what is registered does not change, but its tags and its status may. */
function withDefinitionsOnce(api) {
    const asked = new Map();
    return {
        call: api.call,
        raw: (service, operation, input) => {
            if (operation !== 'DescribeTaskDefinition')
                return api.raw(service, operation, input);
            const key = JSON.stringify(input);
            const answer = asked.get(key) ?? api.raw(service, operation, input);
            asked.set(key, answer);
            return answer;
        },
    };
}

// EXTERNAL MODULE: ./build/lib/aws/ecr.js
var ecr = __nccwpck_require__(236);
;// CONCATENATED MODULE: ./build/lib/aws/located-images.js
// Where an image is that was given by its digest and a repository's name or ARN: ECR is asked once for the repository's registry.



/** The same images, each with its registry. Throws UserError when ECR does not have the repository, or does not say where it is. */
async function locateImages(api, images) {
    const wanted = images.find(({ repository }) => repository !== undefined)?.repository;
    if (wanted === undefined)
        return [...images];
    // There is one input `repository`, so all images without a registry are in it.
    const { host } = await repositoryOf(api, wanted);
    return images.map((requested) => requested.repository === undefined ? requested : { ...requested, image: { ...requested.image, registry: host } });
}
async function repositoryOf(api, ref) {
    let found;
    try {
        found = await (0,ecr/* describeRepository */.MD)(api, ref);
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind !== 'denied')
            throw error;
        throw new errors/* UserError */.yo(`repository: ${error.message} Or give the repository by its URI: then nobody has to be asked where it is.`, { cause: error });
    }
    if (found !== undefined)
        return found;
    const others = await (0,ecr/* listRepositoryNames */.B5)(api, ref);
    throw new errors/* UserError */.yo(`repository: ${noSuchRepository(ref.name, others, ref.account)}`);
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/definition-file.js
// A task definition that lies in a file: JSON or YAML, bare or as `aws ecs describe-task-definition` prints it.


function isYaml(path) {
    return /\.ya?ml$/i.test(path);
}
/** Why a file cannot be read, without what the parsers quote of it: the text around a mistake may hold a secret. */
function unread(message, text) {
    const [, what, quoted] = /^(.*), (?:\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message) ?? [];
    // YAML's message goes on with lines of the file.
    if (what === undefined || quoted === undefined)
        return message.split(':\n\n')[0] ?? '';
    const line = text.slice(0, Math.max(0, text.indexOf(quoted))).split('\n').length;
    return `${what}, near line ${line}`;
}
/** Throws UserError where this is no task definition. Tags stand in it, or beside it as ECS answers. */
function definitionFrom(parsed, path) {
    const isWrapped = (0,task_definition/* isRaw */.Zi)(parsed) && (0,task_definition/* isRaw */.Zi)(parsed.taskDefinition);
    const definition = isWrapped ? parsed.taskDefinition : parsed;
    if (!(0,task_definition/* isRaw */.Zi)(definition) || (0,task_definition/* containersOf */.Mz)(definition).length === 0 || typeof definition.family !== 'string') {
        throw new errors/* UserError */.yo(`task-definition: "${path}" is no task definition: "family" and a non-empty list "containerDefinitions" are needed`);
    }
    const beside = isWrapped && Array.isArray(parsed.tags) && parsed.tags.length > 0 ? { tags: parsed.tags } : {};
    return asText((0,task_definition/* withoutNulls */.Le)({ ...beside, ...definition }));
}
/** ECS takes sizes, values of variables, words of commands, labels and options as text only; in YAML people write `cpu: 512` and `user: 1000`. */
function asText(definition) {
    return {
        ...definition,
        ...textOf(definition, 'cpu'),
        ...textOf(definition, 'memory'),
        containerDefinitions: (0,task_definition/* containersOf */.Mz)(definition).map((container) => ({
            ...container,
            ...portsOf(container),
            ...eachOf(container, 'environment'),
            ...eachOf(container, 'systemControls'),
            ...eachOf(container, 'resourceRequirements'),
            ...textOf(container, 'user'),
            ...textOf(container, 'hostname'),
            ...definition_file_wordsOf(container, 'command'),
            ...definition_file_wordsOf(container, 'entryPoint'),
            ...within(container, 'healthCheck', definition_file_wordsOf, 'command'),
            ...allOf(container, 'dockerLabels'),
            ...within(container, 'logConfiguration', allOf, 'options'),
            ...within(container, 'firelensConfiguration', allOf, 'options'),
        })),
        ...within(definition, 'proxyConfiguration', eachOf, 'properties'),
    };
}
function definition_file_wordsOf(container, member) {
    const list = container[member];
    if (!Array.isArray(list))
        return {};
    return { [member]: list.map((word) => (isPlain(word) ? String(word) : word)) };
}
function eachOf(container, member) {
    const list = container[member];
    if (!Array.isArray(list))
        return {};
    return { [member]: list.map((entry) => ((0,task_definition/* isRaw */.Zi)(entry) ? { ...entry, ...textOf(entry, 'value') } : entry)) };
}
/** `"8080"`, as a template leaves it */
function portsOf({ portMappings }) {
    if (!Array.isArray(portMappings))
        return {};
    const asNumber = ([member, value]) => member.endsWith('Port') && /^\d+$/.test(String(value)) ? [member, Number(value)] : [member, value];
    return {
        portMappings: portMappings.map((mapping) => (0,task_definition/* isRaw */.Zi)(mapping) ? Object.fromEntries(Object.entries(mapping).map(asNumber)) : mapping),
    };
}
function within(whole, member, written, inside) {
    const value = whole[member];
    return (0,task_definition/* isRaw */.Zi)(value) ? { [member]: { ...value, ...written(value, inside) } } : {};
}
function allOf(value, member) {
    const map = value[member];
    return (0,task_definition/* isRaw */.Zi)(map) ? { [member]: Object.assign({}, map, ...Object.keys(map).map((name) => textOf(map, name))) } : {};
}
function textOf(value, member) {
    const given = value[member];
    return isPlain(given) ? { [member]: String(given) } : {};
}
function isPlain(value) {
    return typeof value === 'number' || typeof value === 'boolean';
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/content.js
// What a deployment brings, as content: definition and digests, not revision numbers (every deployment makes newer ones).



/** How content is deployed once more, by digest: as it is registered, where that can be; else the same is registered anew. */
function onceMore({ isReady, taskDefinitionArn, definition, }) {
    return isReady ? { taskDefinitionArn } : { register: definition };
}
/** `remembered`: epoch milliseconds since when the history is known; absent where it is known whole. */
function contentOf(definition, revision, tags = [], remembered) {
    const whole = pinnedDefinition(definition, revision.images);
    // On the wire a time is in seconds.
    const registeredAt = typeof definition.registeredAt === 'number' ? definition.registeredAt * 1_000 : undefined;
    return {
        revisionArn: revision.arn,
        taskDefinitionArn: revision.taskDefinitionArn,
        definition: whole,
        images: imagesOf(definition, whole),
        key: contentKey(whole),
        registeredKey: contentKey(definition),
        isReady: movingImages(definition).length === 0 && isActive(definition),
        tags,
        ...(revision.settings === undefined ? {} : { settings: revision.settings }),
        ...(registeredAt === undefined ? {} : { registeredAt }),
        ...(registeredAt !== undefined && remembered !== undefined && registeredAt < remembered
            ? { knownSince: registeredAt }
            : {}),
    };
}
function imagesOf(registered, pinned) {
    return (0,task_definition/* containersOf */.Mz)(registered).map(({ name, image }) => {
        const container = String(name);
        return { container, named: String(image), ran: (0,task_definition/* imageOf */.dT)(pinned, container) ?? String(image) };
    });
}
/** ECS deploys no definition that was deregistered; what runs it goes on. */
function isActive({ status }) {
    return status === undefined || status === 'ACTIVE';
}
/** The definition with each image replaced by the digest that ECS resolved it to. */
function pinnedDefinition(definition, ran) {
    const images = (0,task_definition/* containersOf */.Mz)(definition).flatMap((container) => {
        const image = (0,core_image/* parseImage */.zZ)(String(container.image));
        const digest = image?.digest ?? ran.find((known) => known.container === container.name)?.digest;
        return image === undefined || digest === undefined
            ? []
            : [{ container: String(container.name), image: (0,core_image/* pinned */.dp)(image, digest) }];
    });
    return (0,task_definition/* withImages */.nS)((0,task_definition/* registrable */.ZV)(definition), images);
}
/** Images that are named by a tag: what they mean may change. */
function movingImages(definition) {
    return (0,task_definition/* containersOf */.Mz)(definition)
        .map(({ image }) => String(image))
        .filter((image) => (0,core_image/* parseImage */.zZ)(image)?.digest === undefined);
}
/** The same text for the same content, whatever the order of members and whatever ECS writes down beside what was sent. */
function contentKey(definition) {
    return JSON.stringify((0,canonical_definition/* canonicalDefinition */.A)((0,task_definition/* registrable */.ZV)(definition)), (_name, value) => typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value);
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/unsupported.js
// Services that cannot be deployed to from here, whatever `verify` says: each with who does it instead.
const OTHERS = {
    CODE_DEPLOY: "deploy it with CodeDeploy, or move it to ECS's own blue/green (a new service, or UpdateService with deploymentController ECS)",
    EXTERNAL: 'whoever made its task sets has to deploy it',
};
function unsupported({ name, status, controller, managedByEcs }) {
    const problems = [];
    if (status !== 'ACTIVE')
        problems.push(`service: "${name}" is ${status}; only an ACTIVE service can be deployed to`);
    if (controller !== 'ECS')
        problems.push(`service: "${name}" is under the ${controller} deployment controller, and only ECS's own is supported; ${OTHERS[controller] ?? 'whoever owns it has to deploy it'}`);
    if (managedByEcs)
        problems.push(`service: "${name}" is managed by ECS Express, which makes its task definitions; update it with: aws ecs update-express-gateway-service`);
    return problems;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/situation.js
// Reads what planning needs: the service, the definition that is edited, the images' digests, the service's history. It changes nothing.













/** `contents`: of how many distinct revisions, newest first, the definitions are read; the newest and the newest successful always are. */
async function readSituation(api, ref, contents) {
    const reading = await readOnce(api, ref, contents);
    return (0,history_history/* endedMeanwhile */.H)(reading.situation) ? readOnce(api, ref, contents) : reading;
}
async function readOnce(api, ref, contents) {
    const service = await (0,ecs/* describeService */.Jv)(api, ref);
    const problems = unsupported(service);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const once = withDefinitionsOnce(api);
    const [running, deployments] = await Promise.all([
        (0,ecs/* describeTaskDefinition */.oh)(once, service.taskDefinitionArn),
        readHistory(once, service, ref, contents),
    ]);
    return { situation: { service, running: running.definition, deployments }, tags: running.tags };
}
/** Waits for all, so that one error can tell every problem. Other errors win over problems: they are not the user's to fix. */
async function allProblemsAtOnce(parts) {
    const settled = await Promise.allSettled(parts);
    const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
    const other = failures.find((failure) => !(failure instanceof errors/* UserError */.yo));
    if (other !== undefined)
        throw other;
    const problems = failures.flatMap((failure) => (failure instanceof errors/* UserError */.yo ? failure.problems : []));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return (await Promise.all(parts));
}
/** As far back as `previous` may have to look; older deployments are 20 calls away from being useful. */
const HISTORY = 100;
async function readHistory(api, service, ref, contents) {
    const deployments = await (0,ecs/* listServiceDeployments */.C0)(api, ref, { most: HISTORY });
    return withContents(api, deployments, contents, (0,history_history/* rememberedSince */.r0)(service, deployments));
}
/** Definitions that are asked for side by side: a long history must not be throttled away. */
const AT_ONCE = 10;
/** The same deployments; `remembered` as in contentOf; the newest `contents` of them, the newest of all and the newest success know what they brought. */
async function withContents(api, list, contents, remembered) {
    const newestSuccess = list.find(({ status }) => status === 'SUCCESSFUL');
    const wanted = new Set([list[0], newestSuccess, ...list.slice(0, contents)].flatMap((past) => past === undefined || past.target !== undefined ? [] : [past.targetRevisionArn]));
    const revisions = await (0,ecs/* describeServiceRevisions */.XG)(api, [...wanted]);
    const arns = [...new Set([...revisions.values()].map(({ taskDefinitionArn }) => taskDefinitionArn))];
    const definitions = new Map();
    for (let start = 0; start < arns.length; start += AT_ONCE) {
        const some = arns.slice(start, start + AT_ONCE);
        const found = await Promise.all(some.map((arn) => definitionOrGone(api, arn)));
        for (const [index, arn] of some.entries())
            definitions.set(arn, found[index]);
    }
    return list.map((past) => {
        const revision = revisions.get(past.targetRevisionArn);
        const found = revision === undefined ? undefined : definitions.get(revision.taskDefinitionArn);
        return revision === undefined || found === undefined
            ? past
            : { ...past, target: contentOf(found.definition, revision, found.tags, remembered) };
    });
}
/** The deployments with what the newest brought: of as many as a window says, and of the next one's only where that is not enough. */
async function readFurther(api, { service, deployments }, windows, isEnough) {
    const remembered = (0,history_history/* rememberedSince */.r0)(service, deployments);
    let read = deployments;
    for (const contents of windows) {
        read = await withContents(api, read, contents, remembered);
        if (isEnough(read))
            return read;
    }
    return read;
}
/** Undefined when ECS no longer knows the revision or its definition. `remembered` as in contentOf. */
async function readContent(api, revisionArn, remembered) {
    const revision = (await (0,ecs/* describeServiceRevisions */.XG)(api, [revisionArn])).get(revisionArn);
    const found = revision === undefined ? undefined : await definitionOrGone(api, revision.taskDefinitionArn);
    return revision === undefined || found === undefined
        ? undefined
        : contentOf(found.definition, revision, found.tags, remembered);
}
/** A definition that was deleted since is history that nobody can go back to. */
async function definitionOrGone(api, arn) {
    try {
        return await (0,ecs/* describeTaskDefinition */.oh)(api, arn);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}
/** The definition that is edited; undefined stands for what the service runs. Throws UserError for one of another account or region. */
async function readSource(api, source, situation) {
    const [found, read] = await Promise.allSettled([readAny(api, source), situation]);
    if (source.kind === 'registered' && read.status === 'fulfilled') {
        const foreign = foreignDefinition('task-definition', source.name, read.value.situation.service);
        if (foreign.length > 0)
            throw new errors/* UserError */.yo(foreign);
    }
    if (found.status === 'rejected')
        throw found.reason;
    return found.value;
}
async function readAny(api, source) {
    switch (source.kind) {
        case 'what-runs':
            return undefined;
        case 'registered':
            return (await (0,ecs/* describeTaskDefinition */.oh)(api, source.name)).definition;
        case 'file':
            return readDefinitionFile(source.path);
    }
}
async function readDefinitionFile(path) {
    let text;
    try {
        // Some editors begin a file with a mark of its byte order.
        text = (await (0,promises_.readFile)(path, 'utf8')).replace(/^\uFEFF/, '');
    }
    catch (error) {
        throw new errors/* UserError */.yo(`task-definition: the file "${path}" cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`, { cause: error });
    }
    let parsed;
    try {
        parsed = isYaml(path) ? (await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(150)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9150))).parseYaml(text) : JSON.parse(text);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`task-definition: "${path}" is not ${isYaml(path) ? 'YAML' : 'JSON'}: ${error instanceof Error ? unread(error.message, text) : error}`, { cause: error });
    }
    return definitionFrom(parsed, path);
}
async function resolveImages(api, images) {
    const located = await locateImages(api, images);
    return allProblemsAtOnce(located.map((requested) => resolveImage(api, requested)));
}
async function resolveImage(api, requested) {
    const { image, repository } = requested;
    const found = await (0,image_digest/* lookUpImage */.O)(api, image, repository);
    switch (found.kind) {
        case 'found':
            return { ...requested, reference: (0,core_image/* pinned */.dp)(image, found.digest) };
        case 'missing':
            throw new errors/* UserError */.yo(`image: ${found.why}`);
        case 'unknown':
            return { ...requested, reference: (0,core_image/* renderImage */.mx)(image), doubt: found.why };
    }
}
/** `42` → `web:42` in the family that the service runs. */
function revisionName(name, service) {
    return /^\d+$/.test(name) ? `${(0,core_arn/* familyOf */.Ap)(service.taskDefinitionArn)}:${name}` : name;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/named-image.js
// Which release somebody means who names an image: the newest that succeeded with it. A tag means what the registry says; where nobody can ask
// that, it means what ran under that name.


/** The repositories of the service's releases in which the wanted image may be, each once. */
function repositoriesOf(deployments, wanted) {
    const found = new Map();
    for (const { image } of imagesAmong(deployments))
        if (image !== undefined && isIn(image, wanted))
            found.set(named_image_placeOf(image), image);
    return [...found.values()].map(({ registry, repository }) => ({
        repository,
        ...(registry === undefined ? {} : { registry }),
    }));
}
/** `meanings`: of the wanted tag, one for each repository; none for a digest. */
function namedRelease(deployments, wanted, meanings = []) {
    const digests = new Map(meanings.map(({ repository, digest }) => [named_image_placeOf(repository), digest]));
    const carries = (named, ran) => {
        if (ran === undefined || !isIn(ran, wanted))
            return false;
        const digest = wanted.digest ?? digests.get(named_image_placeOf(ran));
        return digest === undefined ? named?.tag === wanted.tag : ran.digest === digest;
    };
    const places = new Map();
    for (const { content, ran, image, named } of imagesAmong(deployments))
        if (image !== undefined && carries(named, image) && !places.has(named_image_placeOf(image)))
            places.set(named_image_placeOf(image), { image: ran, content });
    const [first, ...others] = [...places.values()];
    if (first === undefined)
        return { kind: 'none' };
    // By digest it is one and the same image wherever it lies.
    if (wanted.digest !== undefined || others.every(({ content }) => content.key === first.content.key))
        return { kind: 'found', content: first.content };
    return { kind: 'ambiguous', places: [first, ...others] };
}
/** Every image of every success, newest first. */
function imagesAmong(deployments) {
    return (0,history_history/* successes */.o9)(deployments).flatMap((content) => content.images.map((ran) => ({ content, ran, image: (0,core_image/* parseImage */.zZ)(ran.ran), named: (0,core_image/* parseImage */.zZ)(ran.named) })));
}
function isIn(image, { registry, repository }) {
    // `app:v1` names no registry: whatever registry the service uses is meant.
    return ((repository === undefined || image.repository === repository) &&
        (registry === undefined || image.registry === registry));
}
function named_image_placeOf({ registry = '', repository }) {
    return `${registry}/${repository}`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/named-content.js
// Reads what somebody named to go back to: a revision, or the release that an image belongs to.










/** Throws UserError when there is no such revision, or no such image among the releases. */
async function readTarget(aws, situation, to) {
    if (to.kind === 'image')
        return releaseWith(aws, situation, to.image);
    try {
        return await readRevision(aws, situation, revisionName(to.name, situation.service));
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo) || to.orImage === undefined)
            throw error;
        const { found } = await findRelease(aws, situation, to.orImage);
        if (found.kind === 'found')
            return found.content;
        throw new errors/* UserError */.yo(`rollback-to: there is no task definition ${revisionName(to.name, situation.service)}, and ${noRelease(situation, to.orImage)}`, { cause: error });
    }
}
/** A revision that somebody named: pinned to the digests that it ran with, where ECS still knows them, else to what its tags mean. */
async function readRevision(aws, situation, name) {
    const { definition, tags } = await (0,ecs/* describeTaskDefinition */.oh)(aws, name);
    const taskDefinitionArn = String(definition.taskDefinitionArn);
    const ran = (0,history_history/* contentThatRan */.oR)(situation.deployments, taskDefinitionArn);
    if (ran !== undefined)
        return ran;
    const whole = await pinnedByTags(aws, pinnedDefinition(definition, []));
    return {
        revisionArn: '',
        taskDefinitionArn,
        definition: whole,
        images: imagesOf(definition, whole),
        key: contentKey(whole),
        registeredKey: contentKey(definition),
        // What is still named by a tag cannot be pinned: it goes out as it was registered.
        isReady: isActive(definition) && movingImages(definition).length === movingImages(whole).length,
        tags,
    };
}
async function pinnedByTags(aws, definition) {
    const moving = movingImages(definition);
    const images = await Promise.all((0,task_definition/* containersOf */.Mz)(definition).map(async ({ name, image: text }) => {
        const image = moving.includes(String(text)) ? (0,core_image/* parseImage */.zZ)(String(text)) : undefined;
        const found = image === undefined ? undefined : await (0,image_digest/* lookUpImage */.O)(aws, image);
        return image === undefined || found?.kind !== 'found'
            ? []
            : [{ container: String(name), image: (0,core_image/* pinned */.dp)(image, found.digest) }];
    }));
    return (0,task_definition/* withImages */.nS)(definition, images.flat());
}
async function releaseWith(aws, situation, wanted) {
    const { found, meanings } = await findRelease(aws, situation, wanted);
    switch (found.kind) {
        case 'found':
            return found.content;
        case 'none': {
            const known = meanings.flatMap(({ digest, repository }) => digest === undefined ? [] : [`${repository.repository}@${(0,core_image/* shortDigest */.VK)(digest)}`]);
            const never = known.length === 0
                ? ''
                : `. The registry has it (${known.join(', ')}), but it never served here: deploy it with the input image`;
            throw new errors/* UserError */.yo(`rollback-to: ${noRelease(situation, wanted)}${never}`);
        }
        case 'ambiguous': {
            const places = found.places.map(({ image, content }) => `of container "${image.container}" in ${(0,core_arn/* shortTaskDefinition */.P5)(content.taskDefinitionArn)} (${image.ran})`);
            throw new errors/* UserError */.yo(`rollback-to: "${wanted.text}" is the image ${places.join(', and ')}. Say which is meant, as repository:tag, or name the revision.`);
        }
    }
}
async function findRelease(aws, { deployments }, wanted) {
    const { tag, digest } = wanted;
    const asked = digest !== undefined || tag === undefined ? [] : repositoriesOf(deployments, wanted);
    const meanings = await Promise.all(asked.map(async (repository) => {
        const looked = await (0,image_digest/* lookUpImage */.O)(aws, { ...repository, ...(tag === undefined ? {} : { tag }) });
        return { repository, ...(looked.kind === 'found' ? { digest: looked.digest } : {}) };
    }));
    return { found: namedRelease(deployments, wanted, meanings), meanings };
}
function noRelease({ service }, { text }) {
    return `no release of "${service.name}" that succeeded has the image "${text}"`;
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/history/revision-tags.js
var revision_tags = __nccwpck_require__(2453);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/secret-shape.js
// What must not be shown of values that people write into a task definition: secrets that belong elsewhere, by their names and their shapes.
// It hides too much rather than too little; who wants to see a value looks at the task definition.
const NAME = /pass|secret|token|key|credential|pwd|(^|_)pw($|_)|dsn|auth|jwt|licen[cs]e|headers?($|_)|private|cert|webhook|conn(ection)?[_-]?str/i;
function isSecretName(name) {
    return NAME.test(name);
}
/** Scheme and host of an address stay; user, password, path and query may each be the secret. */
const ADDRESS = /([a-z][a-z0-9+.:-]*:\/\/)(?:[^\s"]*@)?([^/\s?#"@]+)[^\s"]*/gi;
/** `--password=x`, `TOKEN=x`, `"apiKey": "x"`, `["--secret","x"]`, `Authorization: Bearer x` */
const NAMED = /((?:[\w.-]*(?:pass|secret|token|key|credential|pwd|auth|jwt|licen[cs]e)|\bpw\b)[\w.-]*)("?\s*[=:]\s*"?|"\s*,\s*"|\s+)(?:(?:bearer|basic|token|digest|apikey)\s+)?([^\s"',&;]+)/gi;
/** What is a secret by its own shape, whatever stands before it: a web token, the credentials of an HTTP header, a private key. */
const SHAPES = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=\b(?:bearer|basic) )[\w.~+/=-]{8,}/gi;
/** `curl -u user:password` */
const USER = /((?:^|[\s"])(?:-u|--user)(?:=|\s+|"\s*,\s*"))([^\s"]+)/g;
function withoutSecrets(text) {
    return text
        .replace(ADDRESS, (whole, scheme, host) => whole === `${scheme}${host}` ? whole : `${scheme}${host}/…`)
        .replace(SHAPES, '***')
        .replace(NAMED, '$1$2***')
        .replace(USER, '$1***');
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/changes.js
// The difference of two definitions as a reviewer reads it: one line a member, containers by their names, no value that looks like a secret.




/** Where people name things themselves, and put secrets that belong elsewhere. */
const FREE_NAMES = / (?:environment|options|dockerLabels|driverOpts|labels) (.+)$/;
const IMAGE = /^container "[^"]*" image$/;
/** Says where something comes from, and holds no secret. */
const ORIGIN = /^container "[^"]*" (?:image|repositoryCredentials credentialsParameter|(?:secrets|logConfiguration secretOptions) \S+(?: valueFrom)?)$/;
/** Lists of names with the place that each value comes from. */
const PLACES = / (secrets|secretOptions)$/;
/** What a service would run otherwise than now; what ECS merely writes down differently is no change. */
function definitionChanges(running, wanted) {
    const written = (definition) => (0,canonical_definition/* canonicalDefinition */.A)((0,task_definition/* registrable */.ZV)(definition));
    return changesBetween(written(running), written(wanted));
}
function changesBetween(before, after, what = '') {
    if (JSON.stringify(before) === JSON.stringify(after))
        return [];
    if ((0,task_definition/* isRaw */.Zi)(before ?? after) && (0,task_definition/* isRaw */.Zi)(after ?? before)) {
        const [old, now] = [(0,task_definition/* rawOf */.UD)(before), (0,task_definition/* rawOf */.UD)(after)];
        const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
        return names.flatMap((name) => changesBetween(old[name], now[name], what === '' ? name : `${what} ${name}`));
    }
    const lists = namedLists(before, after, what);
    if (lists !== undefined)
        return lists;
    return [changeOf(what, before, after)];
}
function changeOf(what, before, after) {
    return {
        what,
        ...(before === undefined ? {} : { before: shown(what, before) }),
        ...(after === undefined ? {} : { after: shown(what, after) }),
    };
}
function shown(what, value) {
    if (isSecretName(FREE_NAMES.exec(what)?.[1] ?? ''))
        return '***';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const open = ORIGIN.test(what) ? text : withoutSecrets(text);
    // One line a member.
    return /[\r\n]/.test(open) ? JSON.stringify(open) : open;
}
/** Lists of things with names are compared by name. */
function namedLists(before, after, what) {
    const left = named(before);
    const right = named(after);
    if (left === undefined || right === undefined)
        return undefined;
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
        const label = what === 'containerDefinitions' ? `container "${name}"` : `${what} ${name}`;
        const [old, now] = [left.get(name), right.get(name)];
        if (JSON.stringify(old) === JSON.stringify(now))
            return [];
        const value = what.endsWith(' environment') ? 'value' : PLACES.test(what) ? 'valueFrom' : undefined;
        // What is only added or taken away shows its value alone; a member beside it is seen when it changes.
        if (value === undefined || (value === 'valueFrom' && old !== undefined && now !== undefined)) {
            const members = changesBetween(nameless(old), nameless(now), label);
            const isWhole = members.length === 0 && (old === undefined || now === undefined);
            return isWhole ? [changeOf(label, old, now)] : members;
        }
        return [changeOf(label, old && String(old[value] ?? ''), now && String(now[value] ?? ''))];
    });
}
/** The label says it already. */
function nameless(item) {
    return item && Object.fromEntries(Object.entries(item).filter(([member]) => member !== 'name'));
}
function named(value) {
    if (value === undefined)
        return new Map();
    if (!Array.isArray(value) || !value.every((item) => (0,task_definition/* isRaw */.Zi)(item) && typeof item.name === 'string'))
        return undefined;
    return new Map(value.map((item) => [String(item.name), item]));
}
/** `desired count: 2 → 3` */
function inWords({ what, before, after }) {
    return `${what}: ${before} → ${after}`;
}
/** `~ container "app" image: web@sha256:0123456789ab → web@sha256:ba9876543210`; digests are shortened for the reader. */
function describeChange(change) {
    const { what } = change;
    const shown = (value) => (value !== undefined && IMAGE.test(what) ? (0,core_image/* shortImage */.Uq)(value) : value);
    const [before, after] = [shown(change.before), shown(change.after)];
    if (before === undefined)
        return `+ ${what}: ${after}`;
    if (after === undefined)
        return `- ${what}: ${before}`;
    return `~ ${what}: ${before} → ${after}`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/just-this.js
// Why there is nothing to do: what was asked for is what the service runs.

/** With a desired count of 0 nothing serves, whatever the service is set to. */
function justThis(taskDefinitionArn, { desiredCount }) {
    const name = (0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn);
    return desiredCount === 0
        ? `${name} is what the service is set to already, and its desired count is 0`
        : `${name} serves just this already`;
}

// EXTERNAL MODULE: ./build/lib/core/markdown.js
var markdown = __nccwpck_require__(4325);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/not-brought-back.js
// What a way back leaves as it is: it brings the definition and its images, and nothing that lies outside of them.




/** One sentence each, for a reader who wonders why the old release does not behave as it did. `now`: what serves. */
function notBroughtBack(target, now) {
    const secrets = unversionedSecrets(target.definition);
    const files = environmentFiles(target.definition);
    return [
        ...settingsThatStay(target, now),
        ...(secrets.length === 0 ? [] : [`secrets without a version have the value of today: ${secrets.join(', ')}`]),
        ...(files.length === 0 ? [] : [`files of variables are read as they are today: ${files.join(', ')}`]),
        'migrations are not undone: the older code has to live with the database as it is',
    ];
}
/** For the log. */
function stayLines(stays) {
    return stays.length === 0 ? [] : ['Not brought back:', ...stays.map((what) => `  ${what}`)];
}
function staySection(stays) {
    if (stays.length === 0)
        return undefined;
    return `**Not brought back**\n\n${stays.map((what) => `- ${(0,markdown/* escaped */.Mk)(what)}`).join('\n')}`;
}
/** Values of a setting are long at times. */
const MOST_LETTERS = 160;
function settingsThatStay(target, now) {
    if (target.settings === undefined || now?.settings === undefined)
        return [];
    const name = (0,core_arn/* shortTaskDefinition */.P5)(target.taskDefinitionArn);
    return changesBetween(sorted(now.settings), sorted(target.settings)).map(({ what, before, after }) => {
        const [is, was] = [clipped(before ?? 'not set'), clipped(after ?? 'not set')];
        return `the service keeps its ${what}: ${is} (${was} when ${name} served)`;
    });
}
function clipped(text) {
    return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
/** Lists of names, such as subnets, are sets: their order means nothing. */
function sorted(value) {
    const inOrder = (item) => {
        if (Array.isArray(item))
            return item.every((one) => typeof one === 'string') ? item.toSorted() : item.map(inOrder);
        return (0,task_definition/* isRaw */.Zi)(item) ? Object.fromEntries(Object.entries(item).map(([name, one]) => [name, inOrder(one)])) : item;
    };
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inOrder(item)]));
}
/** `DB_PASSWORD` of the only container, `app DB_PASSWORD` of one of several. */
function unversionedSecrets(definition) {
    const containers = (0,task_definition/* containersOf */.Mz)(definition);
    return containers.flatMap((container) => {
        const { logConfiguration } = container;
        const lists = [container.secrets, (0,task_definition/* isRaw */.Zi)(logConfiguration) ? logConfiguration.secretOptions : undefined];
        return lists
            .flatMap((list) => (Array.isArray(list) ? list.filter(task_definition/* isRaw */.Zi) : []))
            .filter(({ valueFrom }) => !namesVersion(String(valueFrom)))
            .map(({ name }) => (containers.length === 1 ? String(name) : `${String(container.name)} ${String(name)}`));
    });
}
/**
 * A secret of Secrets Manager ends in `:json-key:stage:version-id`, each of which may be empty or left out; a stage such as AWSPREVIOUS moves.
 * The value of a parameter is that of its newest version, unless its number follows the name.
 */
function namesVersion(valueFrom) {
    const [, secret] = valueFrom.split(':secret:');
    if (secret !== undefined)
        return (secret.split(':')[3] ?? '') !== '';
    return /:\d+$/.test(valueFrom);
}
function environmentFiles(definition) {
    return (0,task_definition/* containersOf */.Mz)(definition).flatMap(({ environmentFiles: list }) => (Array.isArray(list) ? list.filter(task_definition/* isRaw */.Zi) : []).map(({ value }) => String(value)));
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/ways-back.js
// Which of the newest deployments is a way back, whoever went it: by its tags, or by what it brings where there are none.


/** Whether the newest deployment was begun as a way back, or leads to content that had succeeded before what it takes the place of. */
function isWayBack([newest, ...older]) {
    if (newest === undefined)
        return false;
    if (isTagged(newest) || putBackAfter([newest, ...older]) !== undefined)
        return true;
    const [source] = (0,history_history/* successes */.o9)(older);
    if (source === undefined)
        return false;
    return (0,history_history/* rolledBackFrom */.qe)([{ ...newest, status: 'SUCCESSFUL' }, ...older]).has(source.key);
}
/**
 * Whether the newest deployment is a way back that failed, or is failing: what it was to leave serves again, or still, and is to be left all the
 * same. Of a deployment that ECS rolls back only a tag tells so: without one it is taken for a release, and what it was to replace for the good one.
 */
function isFailedWayBack([newest, ...older]) {
    if (newest?.target === undefined || newest.status === 'SUCCESSFUL')
        return false;
    if ((0,history_history/* isMoving */.rU)(newest.status) && !(0,history_history/* isGoingBack */.s6)(newest))
        return false;
    const [left] = (0,history_history/* successes */.o9)(older);
    if (left?.key === newest.target.key)
        return false;
    const isLeftAtThat = newest.status === 'STOPPED' || newest.status === 'ROLLBACK_FAILED';
    return isTagged(newest) || (isLeftAtThat && isWayBack([newest, ...older]));
}
/**
 * The release that failed, where the newest deployment brings what had served before it once more: Slipway does that where ECS has stopped a
 * deployment and left it at that, and so may a person. It is as if ECS had rolled it back: v1 SUCCESSFUL, v2 STOPPED, v1 again means what
 * v1 SUCCESSFUL, v2 ROLLBACK_SUCCESSFUL means. `beyond`: what served before all that ECS remembers.
 */
function putBackAfter([newest, ...older], beyond) {
    const key = newest?.target?.key;
    const at = older.findIndex(({ status }) => status === 'SUCCESSFUL');
    const before = at < 0 ? beyond : older[at]?.target;
    if (key === undefined || before?.key !== key)
        return undefined;
    const failed = (at < 0 ? older : older.slice(0, at)).find(({ target }) => target?.key !== key);
    // What ECS has put back by itself needs nobody else for it: the same once more is a restart.
    return failed?.status === 'ROLLBACK_SUCCESSFUL' ? undefined : failed;
}
/** What a way back leads away from: what serves, or will once what is in progress has been rolled back; after one that failed, the same as before. */
function toBeLeft(situation) {
    const { deployments } = situation;
    const [newest] = deployments;
    const isBack = newest !== undefined && ((0,history_history/* isGoingBack */.s6)(newest) || isFailedWayBack(deployments));
    return isBack ? (0,history_history/* successes */.o9)(deployments)[0] : (0,history_history/* inCharge */._b)(situation)?.target;
}
function isTagged({ target }) {
    return target !== undefined && (0,revision_tags/* previousFrom */.q8)(target.tags) !== undefined;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/rollback.js
// The plan that goes back to a release, whoever chose it.








/** By digest: a definition that names a moving tag is registered anew, pinned to what ran; so is one that was deregistered. */
function backTo(situation, target) {
    const { service } = situation;
    const serving = (0,history_history/* inCharge */._b)(situation);
    if (serving?.target?.key === target.key)
        return {
            kind: 'unchanged',
            deploymentArn: serving.arn,
            taskDefinitionArn: serving.target.taskDefinitionArn,
            because: justThis(serving.target.taskDefinitionArn, service),
        };
    const changes = definitionChanges(situation.running, target.definition);
    const moving = (0,history_history/* inProgress */.Vw)(situation);
    if (moving?.target?.key === target.key && !(0,history_history/* isGoingBack */.s6)(moving))
        return { kind: 'resume', deploymentArn: moving.arn, taskDefinitionArn: moving.target.taskDefinitionArn };
    const before = situation.deployments.find(({ status }) => status === 'SUCCESSFUL')?.target;
    if (moving !== undefined && before?.key === target.key)
        return {
            kind: 'stop',
            deploymentArn: moving.arn,
            rule: `${(0,core_arn/* shortTaskDefinition */.P5)(before.taskDefinitionArn)} is what the deployment in progress takes the place of`,
        };
    const left = toBeLeft(situation);
    const back = {
        taskDefinitionArn: target.taskDefinitionArn,
        tags: target.tags,
        from: (0,core_arn/* shortTaskDefinition */.P5)(left?.taskDefinitionArn ?? service.taskDefinitionArn),
        stays: notBroughtBack(target, left ?? situation.deployments[0]?.target),
    };
    const how = onceMore(target);
    // What the service is set to already makes a deployment only when it is forced.
    const force = 'taskDefinitionArn' in how && how.taskDefinitionArn === service.taskDefinitionArn;
    return { kind: 'deploy', ...how, force, changes, back, ...(0,defined/* defined */.s)({ replaces: moving?.arn }) };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/previous.js
// Where `rollback-to: previous` leads, by rule over the service's history. It never ping-pongs: what was rolled back from is not gone back to.






/** What `previous` means where nothing is in progress or on its way back. */
function previousTarget(situation) {
    return (0,history_history/* previousAmong */.Oo)(situation.deployments, toBeLeft(situation));
}
/**
 * The deployment that made what serves: its source is what `previous` means once ECS has forgotten everything older (after 90 days).
 */
function makerOf(situation) {
    const serving = (0,history_history/* inCharge */._b)(situation)?.target;
    if (serving === undefined)
        return undefined;
    return situation.deployments.findLast(({ status, target }) => status === 'SUCCESSFUL' && target?.key === serving.key);
}
/** The same, with `beyond` for where the history has no answer: the source of the deployment that made what serves. */
function previousOrBeyond(situation, beyond) {
    const known = previousTarget(situation);
    if (known !== undefined || beyond === undefined)
        return known;
    // What ECS has forgotten is put before all that it knows, so that the same rule tells whether it was rolled back from.
    const forgotten = {
        arn: '',
        status: 'SUCCESSFUL',
        createdAt: beyond.knownSince ?? 0,
        targetRevisionArn: beyond.revisionArn,
        target: beyond,
    };
    return (0,history_history/* previousAmong */.Oo)([...situation.deployments, forgotten], toBeLeft(situation));
}
/** Throws UserError where there is nothing to go back to. */
function planPrevious(situation, facts = {}) {
    const done = underWay(situation) ?? doneBefore(situation, facts);
    if (done !== undefined)
        return done;
    const { service } = situation;
    const { beyond } = facts;
    const target = previousOrBeyond(situation, beyond);
    if (target === undefined)
        throw new errors/* UserError */.yo(nothingToGoBackTo(service));
    const name = (0,core_arn/* shortTaskDefinition */.P5)(target.taskDefinitionArn);
    const rule = target === beyond
        ? `${name} is what served before the release that serves now; ECS has forgotten everything older`
        : `${name} is the newest release that succeeded, differs from what serves and was not rolled back from`;
    return noted(backTo(situation, target), target, facts.thisStep, rule);
}
/** A deployment that moves or was rolled back, and what `previous` means then; undefined where it has nothing to do with it. */
function underWay({ service, deployments }) {
    const [newest] = deployments;
    if (newest === undefined || isFailedWayBack(deployments))
        return undefined;
    const { arn: deploymentArn, target } = newest;
    if ((0,history_history/* isMoving */.rU)(newest.status)) {
        // The same step once more, after it was killed: ending its own way back would bring back what it fled from.
        if (target === undefined || (0,history_history/* isGoingBack */.s6)(newest) || !isWayBack(deployments))
            return {
                kind: 'stop',
                deploymentArn,
                rule: 'while a deployment is in progress, "previous" is what it takes the place of',
            };
        const { taskDefinitionArn } = target;
        const rule = `it is a way back itself: ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)} had succeeded before what it takes the place of`;
        return { kind: 'resume', deploymentArn, taskDefinitionArn, rule };
    }
    if (newest.status !== 'ROLLBACK_SUCCESSFUL')
        return undefined;
    if ((0,history_history/* begunUnlisted */.kx)({ service, deployments }))
        return { kind: 'stop', deploymentArn, rule: 'it was rolled back already, and another deployment begins' };
    // Rolled back, but its tasks do not all run yet: that they do is what is watched for.
    if (service.runningCount < service.desiredCount)
        return {
            kind: 'stop',
            deploymentArn,
            rule: 'it was rolled back already, and not all tasks of what is brought back run yet',
        };
    const { taskDefinitionArn } = service;
    const because = `the newest deployment was rolled back already; ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)} serves; ${FURTHER_BACK}`;
    return { kind: 'unchanged', deploymentArn, taskDefinitionArn, because };
}
const FURTHER_BACK = 'to go further back, name a revision or an image';
/** One release further back is nobody's wish where the newest deployment is the way back that was asked for. */
function doneBefore(situation, facts) {
    const { service, deployments } = situation;
    const [newest] = deployments;
    if (newest?.target === undefined || newest.status !== 'SUCCESSFUL' || (0,history_history/* inCharge */._b)(situation) !== newest)
        return undefined;
    const why = whyDone(deployments, newest.target, facts);
    if (why === undefined)
        return undefined;
    const { arn: deploymentArn, target } = newest;
    const { taskDefinitionArn } = target;
    return service.runningCount < service.desiredCount
        ? {
            kind: 'resume',
            deploymentArn,
            taskDefinitionArn,
            rule: 'it is a way back itself, and not all of its tasks run yet',
        }
        : { kind: 'unchanged', deploymentArn, taskDefinitionArn, because: why };
}
function whyDone(deployments, { tags, taskDefinitionArn }, { beyond, thisStep, isNamed = false }) {
    const serves = (0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn);
    // A run that is started again after its way back had ended.
    if (thisStep !== undefined && (0,revision_tags/* isByEarlierAttempt */.bl)(tags, thisStep))
        return `an earlier attempt of this run went back from ${(0,revision_tags/* previousFrom */.q8)(tags)} to ${serves} already, which serves; to go further back, start a new run`;
    const failed = isNamed ? undefined : putBackAfter(deployments, beyond);
    if (failed === undefined)
        return undefined;
    const what = failed.target === undefined ? (0,core_arn/* lastPart */.S_)(failed.arn) : (0,core_arn/* shortTaskDefinition */.P5)(failed.target.taskDefinitionArn);
    return `the deployment of ${what} failed (${failed.status}), and what had served before it was put back already: ${serves} serves; ${FURTHER_BACK}`;
}
/** Registered anew in any case: its tags note what was gone back from and by which step, for whoever asks for `previous` next. */
function noted(plan, target, thisStep, rule) {
    if (plan.kind !== 'deploy' || plan.back === undefined)
        return plan;
    const { taskDefinitionArn: _, ...rest } = plan;
    const back = { ...plan.back, step: (0,revision_tags/* noteOfStep */.Yo)(thisStep) };
    return { ...rest, register: target.definition, force: false, back, rule };
}
function nothingToGoBackTo(service) {
    return `rollback-to: "${service.name}" has no earlier release that succeeded, differs from what serves and was not rolled back from. Name a revision or an image to go back to it all the same`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/still-serving.js
// `rollback-from`: whether what somebody wants to go back from is still what leads. Who is late finds a newer release, and must not touch it.


/**
 * `from`: `family:revision` or ARN. `target`: what is gone back to; absent for `previous`, which then means what it meant while `from` led.
 * The newest deployment decides, whoever made it: one that failed since shows all the same that somebody else is at work.
 */
function standingOf(situation, from, target) {
    const { service, deployments } = situation;
    const [newest] = deployments;
    const isFrom = (arn) => arn !== undefined && (arn === from || (0,core_arn/* shortTaskDefinition */.P5)(arn) === from);
    const serving = (0,history_history/* inCharge */._b)(situation);
    // ECS forgets deployments after 90 days; then what the service is set to is all there is.
    const serves = (0,core_arn/* shortTaskDefinition */.P5)(serving?.target?.taskDefinitionArn ?? service.taskDefinitionArn);
    if (newest === undefined)
        return isFrom(service.taskDefinitionArn)
            ? { kind: 'leads' }
            : superseded(`${(0,core_arn/* shortTaskDefinition */.P5)(from)} does not serve, but ${serves}`);
    const isNewest = isFrom(newest.target?.taskDefinitionArn);
    // `previous` knows by itself what a rollback that ECS has carried out means.
    if (isNewest && (target === undefined || newest.status !== 'ROLLBACK_SUCCESSFUL'))
        return { kind: 'leads' };
    const back = target ?? previousOfThen(deployments, isFrom);
    const leads = (0,history_history/* isMoving */.rU)(newest.status) ? ((0,history_history/* isGoingBack */.s6)(newest) ? undefined : newest.target) : serving?.target;
    if (back !== undefined && leads?.key === back.key)
        return { kind: 'left', target: back };
    if (isNewest)
        return superseded(`${(0,core_arn/* shortTaskDefinition */.P5)(from)} was rolled back already, and ${serves} serves`);
    const what = `service deployment ${(0,core_arn/* lastPart */.S_)(newest.arn)}${newest.target === undefined ? '' : ` of ${(0,core_arn/* shortTaskDefinition */.P5)(newest.target.taskDefinitionArn)}`}`;
    return superseded((0,history_history/* isMoving */.rU)(newest.status)
        ? `${what} is in progress (${newest.status})`
        : `${what} was made after that of ${(0,core_arn/* shortTaskDefinition */.P5)(from)} (${newest.status})${serving === undefined ? '' : `, and ${serves} serves`}`);
}
/** What `previous` meant when the newest deployment was the one of `from`; undefined where ECS does not know that one. */
function previousOfThen(deployments, isFrom) {
    const at = deployments.findIndex(({ target }) => isFrom(target?.taskDefinitionArn));
    const then = at < 0 ? [] : deployments.slice(at);
    return (0,history_history/* previousAmong */.Oo)(then, then[0]?.target);
}
function superseded(because) {
    return { kind: 'superseded', because };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/plan.js
// What will be sent to ECS and what will change, decided before anything is touched. It refuses to know how any of it was read.









/** Throws UserError where `on-deployment-in-progress: fail` meets another deployment. */
function planDeployment(request, situation, wanted) {
    const { service, running } = situation;
    const edit = editService(service.raw, request.settings);
    const own = planForOwn(request, situation, wanted, edit);
    if (own !== undefined)
        return own;
    const moving = (0,history_history/* inProgress */.Vw)(situation);
    const mayReplace = request.onInProgress === 'replace' || situation.notWaitedFor !== undefined;
    const blocking = mayReplace ? undefined : moving;
    if (blocking !== undefined && request.onInProgress === 'wait' && !request.dryRun)
        return { kind: 'wait', deploymentArn: blocking.arn, status: blocking.status };
    if (blocking !== undefined && request.onInProgress === 'fail')
        throw new errors/* UserError */.yo(`on-deployment-in-progress: another deployment of "${service.name}" is in progress (${blocking.arn}, ${blocking.status}), and "fail" was asked for. Wait for its end, or give wait or replace.`);
    const after = (0,defined/* defined */.s)({ after: blocking?.arn });
    if (asksForSettingsOnly(request))
        return { kind: 'update', taskDefinitionArn: service.taskDefinitionArn, edit, ...after };
    return {
        kind: 'deploy',
        register: wanted,
        // A revision of its own makes a deployment by itself; forcing is for definitions that are deployed again as they are.
        force: request.forceNewDeployment,
        changes: definitionChanges(running, wanted),
        ...unlessEmpty(edit),
        ...after,
        ...(0,defined/* defined */.s)({ replaces: mayReplace ? moving?.arn : undefined }),
    };
}
/** Where a deployment of just this serves already, or is on its way; undefined where there is none to keep to. */
function planForOwn(request, situation, wanted, edit) {
    // What an image means that somebody names by a tag may have changed since.
    if (request.forceNewDeployment || namesMovingImage(request, wanted))
        return undefined;
    const { service, deployments } = situation;
    const key = contentKey(wanted);
    const own = deployments.find(({ target }) => target?.key === key || target?.registeredKey === key);
    if (own?.target === undefined)
        return undefined;
    const { arn: deploymentArn } = own;
    const { taskDefinitionArn, revisionArn } = own.target;
    if (own === (0,history_history/* inProgress */.Vw)(situation) && !(0,history_history/* isGoingBack */.s6)(own) && !asksForSettingsOnly(request))
        return { kind: 'resume', deploymentArn, taskDefinitionArn, ...unlessEmpty(edit) };
    if (own.status !== 'SUCCESSFUL' || !(0,history_history/* isInCharge */.w2)(service, revisionArn))
        return undefined;
    if (edit.changes.length > 0 || isScaling(request, service))
        return { kind: 'update', taskDefinitionArn, edit };
    if (service.runningCount < service.desiredCount)
        return { kind: 'resume', deploymentArn, taskDefinitionArn };
    return { kind: 'unchanged', deploymentArn, taskDefinitionArn, because: justThis(taskDefinitionArn, service) };
}
function unlessEmpty(edit) {
    return edit.changes.length === 0 ? {} : { edit };
}
function asksForSettingsOnly({ images, source, edits, settings, forceNewDeployment }) {
    const asksForMore = images.length > 0 || source.kind !== 'what-runs' || hasEdits(edits) || forceNewDeployment;
    return hasSettings(settings) && !asksForMore;
}
/** The count that was asked for is set, and ECS is not there yet. */
function isScaling({ settings }, { runningCount, desiredCount }) {
    return settings.desiredCount !== undefined && runningCount !== desiredCount;
}
/** An image that this run asks for, and that is known by no digest. What the service runs already and nobody names is no question. */
function namesMovingImage({ images, source }, wanted) {
    const moving = movingImages(wanted);
    return source.kind === 'what-runs'
        ? images.some(({ image }) => moving.includes((0,core_image/* renderImage */.mx)(image)))
        : moving.length > 0;
}

// EXTERNAL MODULE: ./build/lib/core/sentence.js
var core_sentence = __nccwpck_require__(7833);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/check-images.js
// Whether what is gone back to can still be pulled. It is asked once and shortly: whoever flees is not kept waiting by a registry.





const ANSWERS_WITHIN_MS = 5_000;
/** `api`: one attempt a call. */
async function readPullable(api, clock, definition) {
    const images = (0,task_definition/* containersOf */.Mz)(definition).flatMap((container) => {
        const image = (0,core_image/* parseImage */.zZ)(String(container.image));
        return image === undefined ? [] : [image];
    });
    const found = await Promise.all(images.map((image) => readOne(api, clock, image)));
    return { missing: found.flatMap(({ missing }) => missing), unknown: found.flatMap(({ unknown }) => unknown) };
}
async function readOne(api, clock, image) {
    const answered = new AbortController();
    const answer = answerOf(api, image).finally(() => answered.abort());
    const silence = clock
        .sleep(ANSWERS_WITHIN_MS, answered.signal)
        .then(() => (answered.signal.aborted ? answer : notKnown(image, 'ECR does not answer')));
    return Promise.race([answer, silence]);
}
async function answerOf(api, image) {
    try {
        const found = await (0,image_digest/* lookUpImage */.O)(api, image);
        return { missing: found.kind === 'missing' ? [found.why] : [], unknown: [] };
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind === 'expired')
            throw error;
        return notKnown(image, error.message);
    }
}
function notKnown(image, why) {
    return { missing: [], unknown: [`whether ${(0,core_image/* renderImage */.mx)(image)} can still be pulled is not known: ${(0,core_sentence/* open */.ho)(why)}`] };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/decide.js
// From what was read to a plan: forward to what was asked for, or back to what ran before. It reads a little more where going back needs it.















async function decide(run, situation, source, images) {
    const { request } = run;
    if (request.rollbackTo !== undefined)
        return decideBack(run, request.rollbackTo, situation);
    return planDeployment(request, situation, wantedOf(request, situation, source, images));
}
async function decideBack(run, to, situation) {
    try {
        return await planBack(run, to, situation);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { kind: 'refused', because: error.problems.join('\n') };
    }
}
async function planBack(run, to, situation) {
    const { patient: aws, context } = run;
    const { rollbackFrom: from } = run.request;
    const foreign = [
        ...(to.kind === 'task-definition' ? foreignDefinition('rollback-to', to.name, situation.service) : []),
        ...foreignDefinition('rollback-from', from ?? '', situation.service),
    ];
    if (foreign.length > 0)
        throw new errors/* UserError */.yo(foreign);
    const thisStep = (0,revision_tags/* stepRunOf */.Fs)(context.environment);
    const target = to.kind === 'previous' ? undefined : await readTarget(aws, situation, to);
    // The same snapshot as the plan's, so that nothing can come between the two.
    const standing = from === undefined ? undefined : standingOf(situation, revisionName(from, situation.service), target);
    if (standing?.kind === 'superseded')
        return standing;
    const towards = standing?.kind === 'left' ? standing.target : target;
    const plan = towards === undefined
        ? planPrevious(situation, { beyond: await contentBeyond(aws, situation), thisStep, isNamed: from !== undefined })
        : backTo(situation, towards);
    if (plan.kind === 'deploy')
        await refuseHopeless(run, plan, situation);
    return plan;
}
/** What there is to go back to when this plan is done: what served before it; where the plan leads to what serves already, what served before that. */
async function readPrevious(aws, situation, plan) {
    if (!servesAlready(plan, situation))
        return (0,history_history/* previousOf */.te)(situation);
    const isFound = (deployments) => previousTarget({ ...situation, deployments }) !== undefined;
    const read = { ...situation, deployments: await readFurther(aws, situation, history_history/* WINDOWS */.CB, isFound) };
    return previousOrBeyond(read, await contentBeyond(aws, read))?.taskDefinitionArn;
}
function servesAlready(plan, { deployments }) {
    if (plan.kind !== 'resume')
        return plan.kind === 'unchanged' || plan.kind === 'update';
    return deployments.find(({ arn }) => arn === plan.deploymentArn)?.status === 'SUCCESSFUL';
}
/** Read only where the history has no answer of its own. */
async function contentBeyond(aws, situation) {
    const maker = previousTarget(situation) === undefined ? makerOf(situation) : undefined;
    const sources = maker === undefined ? [] : ((await (0,ecs/* describeServiceDeployment */.MH)(aws, maker.arn))?.sources ?? []);
    // One that ECS has not forgotten, and that never succeeded, is a release that failed, or the placeholder of the first `terraform apply`.
    const source = sources.find(({ revisionArn }) => situation.deployments.every(({ targetRevisionArn, status }) => targetRevisionArn !== revisionArn || status === 'SUCCESSFUL'));
    return source === undefined ? undefined : readContent(aws, source.revisionArn, Number.POSITIVE_INFINITY);
}
/**
 * The two checks that stop a rollback: an image that is gone would only make another failed deployment, and what does not fit the load balancer
 * (another family) would be registered for nothing.
 */
async function refuseHopeless({ api, patient, context }, plan, { service }) {
    const definition = plan.register ?? (await (0,ecs/* describeTaskDefinition */.oh)(patient, plan.taskDefinitionArn ?? '')).definition;
    const of = (0,core_arn/* shortTaskDefinition */.P5)(plan.back?.taskDefinitionArn ?? '');
    const unfit = misfitsOf(definition, service);
    if (unfit.length > 0)
        throw new errors/* UserError */.yo(unfit.map((why) => `rollback-to: ${of} does not fit the service: ${why}`));
    const { missing, unknown } = await readPullable(api, context.clock, definition);
    if (missing.length > 0)
        throw new errors/* UserError */.yo(missing.map((why) => `rollback-to: an image of ${of} can no longer be pulled: ${why}`));
    if (unknown.length > 0)
        context.log.annotate('notice', 'Not checked', unknown.join('\n'));
}
/** Names that fit neither each other nor the service, so that they are told together with whatever else is wrong. */
async function refuseMisfits(request, situation, source) {
    const [read, definition] = await Promise.allSettled([situation, source]);
    // What could not be read tells so itself.
    if (read.status === 'rejected' || definition.status === 'rejected')
        return;
    const { service, running } = read.value.situation;
    const base = definition.value ?? running;
    const edited = editedDefinition(request, base, read.value.situation);
    const problems = [
        ...problemsOf(() => assignImages(request.images, base, service)),
        ...edited.problems,
        ...misfits(request, edited.definition, service),
    ];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
function problemsOf(check) {
    try {
        check();
        return [];
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return error.problems;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/definition/source-images.js
// The images that a definition brings along which somebody names (a file, a family, a revision): their tags become digests, like those of the
// input `image`. So the revision says what serves, and the same step a second time finds it serving.





/** Throws one UserError with every image that ECR does not have. What is wrong with the two that are awaited tells so itself. */
async function pinSource(api, request, situation, source) {
    const [read, given] = await Promise.allSettled([situation, source]);
    if (given.status === 'rejected' || given.value === undefined)
        return { doubts: [] };
    const definition = given.value;
    const replaced = read.status === 'rejected' ? undefined : replacedBy(request, definition, read.value.situation.service);
    if (replaced === undefined)
        return { definition, doubts: [] };
    const own = (0,task_definition/* containersOf */.Mz)(definition).filter(({ name }) => !replaced.includes(String(name)));
    const looks = await Promise.all(own.map((container) => lookUp(api, container)));
    const problems = looks.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return {
        definition: (0,task_definition/* withImages */.nS)(definition, looks.flatMap(({ image }) => image ?? [])),
        doubts: looks.flatMap(({ doubt }) => doubt ?? []),
    };
}
async function lookUp(api, { name, image: text = '' }) {
    const container = String(name);
    const image = (0,core_image/* parseImage */.zZ)(String(text));
    // A place that a template keeps for it, as <IMAGE1_NAME>: ECS would register it, and never start a task.
    if (image === undefined) {
        const what = text === '' ? 'has no image' : `has the image "${text}", which is no image reference`;
        return { problem: `task-definition: container "${container}" ${what}; give one there, or by the input image` };
    }
    const found = await (0,image_digest/* lookUpImage */.O)(api, image);
    switch (found.kind) {
        case 'found':
            // What names a digest stays as it is written, tag and all.
            return image.digest === undefined ? { image: { container, image: (0,core_image/* pinned */.dp)(image, found.digest) } } : {};
        case 'missing':
            return { problem: `task-definition: container "${container}": ${found.why}` };
        case 'unknown':
            return { doubt: `Container "${container}" keeps its image as it is written: ${found.why}` };
    }
}
/** Containers whose image the input `image` gives; undefined where the two do not fit, which is told elsewhere. */
function replacedBy({ images }, definition, service) {
    try {
        return assignImages(images, definition, service).map(({ container }) => container);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./build/lib/core/watch.js
var watch = __nccwpck_require__(5841);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/owner.js
// Whose a deployment is, as far as its task definition tells.

/** `, commit 0123456 of run 42, registered by arn:…`; empty where nothing is known. */
function ownerOf(definition, tags) {
    const commit = (0,revision_tags/* notedCommit */.C$)(tags);
    const run = (0,revision_tags/* notedRun */.IZ)(tags);
    const made = [
        ...(commit === undefined ? [] : [`commit ${commit.slice(0, 7)}`]),
        ...(run === undefined ? [] : [`run ${run}`]),
    ].join(' of ');
    const by = typeof definition.registeredBy === 'string' ? `registered by ${definition.registeredBy}` : '';
    return [made, by].flatMap((words) => (words === '' ? [] : [`, ${words}`])).join('');
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/earlier-health.js
var earlier_health = __nccwpck_require__(2616);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/stages.js
var stages = __nccwpck_require__(8826);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/deadline.js
// How long a rollout of this service may take before we give up, when nobody says: computed from the service, and said in the log.



/** Fargate: network interface, pull and start of an image of some hundred MB. */
const START_SECONDS = 120;
/** ELBv2's default health check: five successes, 30 s apart. */
const TARGET_HEALTH_SECONDS = 150;
/** ELBv2's default deregistration delay. */
const DRAINING_SECONDS = 300;
/** What ECS lets a deployment with alarms bake at most, when nobody says (ECS developer guide, "CloudWatch alarms": mostly less). */
const ALARM_BAKE_MINUTES = 5;
/** A deployment that shifts traffic goes through eleven stages, a dozen seconds each. */
const STAGES_SECONDS = 150;
/** What a Lambda hook may take when it has no time-out of its own: ECS itself would wait for a day. */
const LAMBDA_HOOK_MINUTES = 10;
/** ECS's default for a PAUSE hook. */
const PAUSE_HOOK_MINUTES = 1_440;
/** These stages, and their hooks, come again with each step of the traffic. */
const EACH_STEP = ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'];
const SLACK_SECONDS = 300;
const LEAST_SECONDS = 15 * 60;
const MOST_SECONDS = 3 * 60 * 60;
/**
 * (start + start period + grace + health + draining + stop) for each batch that minimum and maximum percent allow, + bake + slack;
 * at least 15 minutes, at most 3 hours. Worked example: 4 tasks at 100/150 % behind a load balancer go 2 by 2:
 * 2 × (120 + 0 + 0 + 150 + 300 + 30) s + 300 s = 25 minutes.
 * Where traffic is shifted all new tasks are one batch, and to it come the stages, the steps' own bakes and the hooks' time-outs. Worked example:
 * linear by 25 %, 6 minutes each, then 10 minutes of bake: 600 s + 150 s + 3 × 360 s + 600 s + 300 s = 45 min 30 s.
 */
function computeTimeout(service, definition) {
    const behind = service.loadBalancers.length > 0;
    const perBatch = START_SECONDS +
        startPeriodSeconds(definition) +
        service.healthCheckGracePeriodSeconds +
        (behind ? TARGET_HEALTH_SECONDS + DRAINING_SECONDS : earlier_health/* HEALTHY_AFTER_MS */.Ej / 1_000) +
        stopSeconds(definition);
    const ways = (0,stages/* isShifting */.L9)(service) ? perBatch + shiftSeconds(service) : batches(service) * perBatch;
    const seconds = ways + bakeMinutes(service) * 60 + SLACK_SECONDS;
    return Math.min(Math.max(seconds, LEAST_SECONDS), MOST_SECONDS) * 1_000;
}
/** Where alarms watch a rolling deployment, ECS lets it bake without being told to. */
function bakeMinutes(service) {
    const { alarms, bakeTimeInMinutes } = configurationOf(service);
    const bakes = !(0,stages/* isShifting */.L9)(service) && (0,task_definition/* isRaw */.Zi)(alarms) && alarms.enable === true && bakeTimeInMinutes === undefined;
    return bakes ? ALARM_BAKE_MINUTES : service.bakeTimeInMinutes;
}
function shiftSeconds(service) {
    const { waits, minutes } = stepsOf(service);
    return STAGES_SECONDS + waits * minutes * 60 + hookSeconds(service, waits + 1);
}
/** After the last step there is no wait. */
function stepsOf(service) {
    const { canaryConfiguration, linearConfiguration } = configurationOf(service);
    if (service.strategy === 'CANARY') {
        const { canaryBakeTimeInMinutes = 10 } = (0,task_definition/* rawOf */.UD)(canaryConfiguration);
        return { waits: 1, minutes: Number(canaryBakeTimeInMinutes) };
    }
    if (service.strategy !== 'LINEAR')
        return { waits: 0, minutes: 0 };
    const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = (0,task_definition/* rawOf */.UD)(linearConfiguration);
    return { waits: Math.ceil(100 / Number(stepPercent)) - 1, minutes: Number(stepBakeTimeInMinutes) };
}
/** Hooks of one stage run side by side. */
function hookSeconds(service, steps) {
    const { lifecycleHooks } = configurationOf(service);
    const longest = new Map();
    for (const hook of Array.isArray(lifecycleHooks) ? lifecycleHooks.filter(task_definition/* isRaw */.Zi) : []) {
        const { timeoutInMinutes } = (0,task_definition/* rawOf */.UD)(hook.timeoutConfiguration);
        const minutes = Number(timeoutInMinutes ?? (hook.targetType === 'PAUSE' ? PAUSE_HOOK_MINUTES : LAMBDA_HOOK_MINUTES));
        for (const stage of Array.isArray(hook.lifecycleStages) ? hook.lifecycleStages.map(String) : [])
            longest.set(stage, Math.max(longest.get(stage) ?? 0, minutes * (EACH_STEP.includes(stage) ? steps : 1)));
    }
    return [...longest.values()].reduce((sum, minutes) => sum + minutes * 60, 0);
}
function configurationOf({ raw }) {
    return (0,task_definition/* rawOf */.UD)(raw.deploymentConfiguration);
}
/** maximumPercent rounds down, minimumHealthyPercent up, as ECS does. */
function batches({ desiredCount, maximumPercent, minimumHealthyPercent }) {
    if (desiredCount === 0)
        return 1;
    const above = Math.floor((desiredCount * maximumPercent) / 100) - desiredCount;
    const below = desiredCount - Math.ceil((desiredCount * minimumHealthyPercent) / 100);
    return Math.ceil(desiredCount / Math.max(above, below, 1));
}
/** Until ECS would call it unhealthy: 30 s and 3 tries are the defaults of API_HealthCheck. */
function startPeriodSeconds(definition) {
    return Math.max(0, ...(0,task_definition/* containersOf */.Mz)(definition).map(({ healthCheck }) => {
        if (!(0,task_definition/* isRaw */.Zi)(healthCheck))
            return 0;
        const { startPeriod = 0, interval = 30, retries = 3 } = healthCheck;
        return Number(startPeriod) + Number(interval) * Number(retries);
    }));
}
/** 30 s is the agent's default (ECS_CONTAINER_STOP_TIMEOUT), and Fargate's. */
function stopSeconds(definition) {
    return Math.max(0, ...(0,task_definition/* containersOf */.Mz)(definition).map(({ stopTimeout = 30 }) => Number(stopTimeout)));
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/look.js + 3 modules
var look = __nccwpck_require__(1220);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/event-lines.js
// Events of a service as the log tells them: AWS's words, without what every one of them repeats.
/** Two of the same in one look are one line. Whole messages stand in the job summary of a red end. */
function eventLines(messages) {
    const counted = Map.groupBy(messages.map(shortened), (line) => line);
    return [...counted].map(([line, same]) => (same.length === 1 ? line : `${line} (${same.length} times)`));
}
/** Says events that it was not given before, oldest first. `known`: those that are not news. */
function createEventTeller(say, known = []) {
    const told = new Set(known.map(({ id }) => id));
    return (events) => {
        const fresh = events.filter(({ id }) => !told.has(id)).toReversed();
        for (const { id } of fresh)
            told.add(id);
        for (const line of eventLines(fresh.map(({ message }) => message)))
            say(`  event: ${line}`);
    };
}
/** `(service web, taskSet ecs-svc/1) deregistered 1 targets in (target-group arn:…:targetgroup/web/50dc6c495c)` → `deregistered 1 targets in target group web` */
function shortened(message) {
    return message
        .replace(/^\(service [^()\s,]+(?:, taskSet [^()\s]+)?\) (?=\S)/, '')
        .replace(/\(target-group arn:[^()\s]*:targetgroup\/([^()\s/]+)\/[^()\s]*\)/g, 'target group $1');
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/narrate.js
// Prints what changed since the last look: new events of the service, new causes with the last words of their container.


const LOG_LINES = 10;
function createNarrator(log) {
    const tellEvents = createEventTeller(log.line);
    /** cause → whether its log was there when it was told */
    const toldCauses = new Map();
    const toldRefusals = new Set();
    return ({ deployment, service, causes, refused = [] }) => {
        tellEvents(service.events.filter(({ at }) => at >= deployment.createdAt));
        for (const cause of causes)
            tellCause(log, cause, toldCauses);
        for (const refusal of refused.filter((text) => !toldRefusals.has(text))) {
            toldRefusals.add(refusal);
            log.line(`Watching on without what would only explain: ${refusal}`);
        }
    };
}
function tellCause(log, cause, told) {
    const hasLog = cause.log.length > 0;
    const before = told.get(cause.key);
    if (before === true || before === hasLog)
        return;
    told.set(cause.key, hasLog);
    if (before === undefined)
        log.line(cause.tasks.length === 1 ? `A task failed: ${cause.sentence}` : (0,core_sentence/* upperFirst */.Zb)(cause.sentence));
    for (const line of cause.log.slice(-LOG_LINES))
        log.foreign(`  ${cause.container ?? 'log'}`, line);
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/judgement.js
var judgement = __nccwpck_require__(4834);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/waiting.js
var waiting = __nccwpck_require__(3606);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/other-step.js
// The rule of waiting for somebody else's deployment: nothing was touched yet, and nothing is done to it.






/** Settles with undefined once the other deployment has ended, or is surely bad. */
function otherStep({ other, timeoutMs, leftMs, limits }) {
    return (history) => {
        const { latest, now, startedAt, tally } = history;
        const denied = (0,watch/* permanentFailure */.di)(history);
        if (denied !== undefined)
            return giveUp('unobserved', `${(0,core_sentence/* ended */.v6)(denied.message)} Nothing was touched.`);
        if (history.cancelledAt !== undefined)
            return giveUp('cancelled', 'cancelled before anything was started');
        if (latest !== undefined && (!(0,history_history/* isMoving */.rU)(latest.deployment.status) || whySurelyBad(limits, latest) !== undefined))
            return { kind: 'settle', verdict: undefined };
        const goesOn = latest === undefined ? undefined : (0,waiting/* whyWaiting */.IN)(history, latest);
        if (now - startedAt < leftMs)
            return { kind: 'wait', because: `other deployment: ${goesOn ?? 'not seen yet'}` };
        if ((0,watch/* isBlind */.iE)(history))
            return giveUp('unobserved', `could not see whether the other deployment (${other}) has ended; nothing was touched. ${(0,watch/* describeTally */.O1)(tally)}`);
        const state = goesOn === undefined ? '' : `It is ${goesOn}. `;
        return giveUp('timed-out', `the other deployment (${other}) did not end within ${(0,duration/* renderDuration */.PP)(timeoutMs)} after this step began; nothing was touched. ${state}${(0,watch/* describeTally */.O1)(tally)}`);
    };
}
/** The cause, where it moves forward and is surely bad. */
function whySurelyBad(limits, seen) {
    const moves = seen.deployment.status === 'PENDING' || seen.deployment.status === 'IN_PROGRESS';
    if (!moves || (0,judgement/* surelyBad */.ex)(limits, seen) === undefined)
        return undefined;
    return seen.imageGone ?? seen.causes[0]?.sentence;
}
function giveUp(verdict, reason) {
    return { kind: 'settle', verdict: { verdict, reason } };
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

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/early-success.js
var early_success = __nccwpck_require__(6008);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/rollout-rule.js
var rollout_rule = __nccwpck_require__(8019);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/way-back.js
var way_back = __nccwpck_require__(3840);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/when-cancelled.js
var when_cancelled = __nccwpck_require__(175);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/when-deleted.js
// A service that somebody deletes takes its deployment with it, and ECS has no word for that: it speaks of a newer deployment that there is not.

/** DRAINING until its last task is gone, then INACTIVE. */
function isDeleted({ service }) {
    return service.status === 'DRAINING' || service.status === 'INACTIVE';
}
/** Undefined where it was not, and where its deployment had gone back before. */
function whenDeleted(seen) {
    const meaning = rollout_rule/* MEANING */.ov[seen.deployment.status];
    if (!isDeleted(seen) || meaning === 'went-back' || meaning === 'lost')
        return undefined;
    return (0,rollout_rule/* settle */.G9)('failed', `the service was deleted while it was deployed to: ECS calls it ${seen.service.status}, and the deployment ${seen.deployment.rawStatus}`);
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/when-stopped.js
var when_stopped = __nccwpck_require__(9205);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/why-not-bad.js
// Why a release that is not done at the deadline is left running: what was seen against it, and why that does not make it bad.



/** Of a release that is not bad. */
function whyNotBad(seen) {
    const { causes, unwell: [target] = [], lastHealthyAt, service } = seen;
    const failed = causes.find(({ fault }) => fault === 'application' || fault === 'health');
    if (failed !== undefined) {
        const isHealed = lastHealthyAt !== undefined && lastHealthyAt >= ((0,judgement/* newestSign */.KL)(seen)?.at ?? 0);
        // Else the newest would make it bad.
        const why = isHealed ? 'one was seen healthy since' : 'what ended last was no fault of the release';
        return `tasks of it failed (${failed.sentence}), but ${why}`;
    }
    const graceMs = service.healthCheckGracePeriodSeconds * 1_000;
    if (target !== undefined && graceMs > 0 && lastHealthyAt === undefined)
        return `${(0,rollout_rule/* describeTarget */.ff)(target)}, but ECS ignores that for the grace period of the service (${(0,duration/* renderDuration */.PP)(graceMs)})`;
    return 'nothing shows that the release is bad';
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/next-step.js
// The rule of a rollout: from what was seen to wait, act or settle. It never acts blindly, asks for a rollback at most until ECS has
// taken the request, and calls a release deployed only when ECS says SUCCESSFUL and a fresh look agrees.














function nextStep(limits, intent) {
    return (history) => {
        const seen = history.latest;
        const denied = (0,watch/* permanentFailure */.di)(history);
        if (denied !== undefined)
            return (0,rollout_rule/* settle */.G9)('unobserved', `${(0,core_sentence/* ended */.v6)(denied.message)} What ECS does with the deployment goes on unseen.`);
        if (history.cancelledAt !== undefined)
            return (0,when_cancelled/* whenCancelled */.MR)(limits, history, intent);
        if (seen === undefined)
            return (0,rollout_rule/* isOverdue */.Jv)(limits, history) ? (0,rollout_rule/* unseen */.nv)(history) : (0,rollout_rule/* wait */.uk)('waiting for the first answer about the deployment');
        const deleted = whenDeleted(seen);
        if (deleted !== undefined)
            return deleted;
        const back = history.issued.find(({ command }) => command.kind === 'put-back');
        if (back !== undefined)
            return (0,when_stopped/* whenPutBack */.Ze)(limits, history, seen, back);
        switch (rollout_rule/* MEANING */.ov[seen.deployment.status]) {
            case 'succeeded':
                return whenSucceeded(limits, history, seen, intent);
            case 'went-back':
                return (0,way_back/* whenWentBack */.m_)(limits, history, seen, intent);
            case 'lost':
                return (0,way_back/* whenLost */.PY)(seen);
            case 'stopped':
                return (0,when_stopped/* whenStopped */.OX)(limits, history, seen, intent);
            case 'stopping':
                return (0,when_stopped/* whenStopping */.F0)(limits, history, seen);
            case 'going-back':
                return (0,way_back/* whenGoingBack */.gQ)(limits, history, seen);
            case 'moving':
                return whenMoving(limits, history, seen, intent);
        }
    };
}
function whenMoving(limits, history, seen, intent) {
    const notTaken = (0,way_back/* requestNotTaken */.Kv)(history);
    if (history.issued.length > 0 && notTaken === undefined)
        return (0,way_back/* whenGoingBack */.gQ)(limits, history, seen);
    if (notTaken !== undefined && !(0,errors/* isTransient */.dg)(notTaken.failure))
        return (0,way_back/* refused */.J5)(limits, history, seen, notTaken, intent);
    // A request that never arrived is as good as none: what is seen now decides whether it is sent again.
    if (intent === 'go-back')
        return (0,way_back/* askToGoBack */.gm)(limits, history, 'decision');
    if (limits.waitUntil === 'shifted' && !(0,watch/* isBlind */.iE)(history) && (0,stages/* hasShifted */.cb)(seen))
        return (0,rollout_rule/* settle */.G9)('shifted', `all production traffic is on the new tasks, and ${oldTasks(seen)} (${seen.deployment.lifecycleStage})`);
    if ((0,rollout_rule/* isOverdue */.Jv)(limits, history))
        return overdue(limits, history, seen);
    // Acting needs sight: the newest look must be a good one.
    const because = limits.rollbackOnFailure && !(0,watch/* isBlind */.iE)(history) ? (0,judgement/* surelyBad */.ex)(limits, seen) : undefined;
    if (because !== undefined)
        return (0,way_back/* nothingToGoBackTo */.dB)(limits, seen) ? (0,way_back/* leftFailing */.ov)(because, seen) : (0,way_back/* askToGoBack */.gm)(limits, history, because);
    return (0,rollout_rule/* wait */.uk)((0,waiting/* whyWaiting */.IN)(history, seen));
}
/** SUCCESSFUL is ECS's word for the deployment; that it serves is for a fresh look to say. */
function whenSucceeded(limits, history, seen, intent) {
    if (seen.supersededBy !== undefined)
        return (0,rollout_rule/* superseded */.zT)(seen.supersededBy);
    if (intent === 'go-back')
        return (0,rollout_rule/* anotherBegins */.KX)(seen) && !(0,rollout_rule/* isOverdue */.Jv)(limits, history)
            ? (0,rollout_rule/* wait */.uk)('the deployment has succeeded, and another one begins')
            : (0,rollout_rule/* settle */.G9)('failed', 'the deployment had succeeded before it could be stopped; run the job again to go back from it');
    const { desiredCount, runningCount } = seen.service;
    // Where nothing is wanted, the old tasks have to be gone: until then they serve.
    if (seen.inCharge && (desiredCount === 0 ? runningCount === 0 : (0,stages/* hasAllTraffic */.z4)(seen) && (0,early_success/* runEnough */.gS)(seen)))
        return { kind: 'settle', verdict: { kind: desiredCount === 0 ? 'idle' : 'deployed' } };
    if ((0,rollout_rule/* isOverdue */.Jv)(limits, history))
        return (0,watch/* isBlind */.iE)(history)
            ? (0,rollout_rule/* unseen */.nv)(history)
            : (0,rollout_rule/* settle */.G9)('timed-out', `ECS calls the deployment SUCCESSFUL, but ${(0,waiting/* describeTasksSince */.GE)(seen)}. ${(0,watch/* describeTally */.O1)(history.tally)}`);
    return (0,rollout_rule/* wait */.uk)(`ECS calls the deployment SUCCESSFUL; waiting for it to serve: ${(0,waiting/* describeTasksSince */.GE)(seen)}`);
}
function overdue(limits, history, seen) {
    if ((0,watch/* isBlind */.iE)(history))
        return (0,rollout_rule/* unseen */.nv)(history);
    const after = `after ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}`;
    if ((0,judgement/* isBad */.e2)(seen)) {
        if (limits.rollbackOnFailure && (0,way_back/* nothingToGoBackTo */.dB)(limits, seen))
            return (0,rollout_rule/* settle */.G9)('timed-out', `gave up ${after}; left running because there is nothing to go back to${(0,rollout_rule/* causeOf */.rl)(seen)}`);
        if (limits.rollbackOnFailure)
            return (0,way_back/* askToGoBack */.gm)(limits, history, 'deadline');
        return (0,rollout_rule/* settle */.G9)('timed-out', `gave up ${after}; left running because rollback-on-failure is off${(0,rollout_rule/* causeOf */.rl)(seen)}`);
    }
    if ((0,stages/* awaited */.QZ)(seen.deployment).length > 0)
        return (0,rollout_rule/* settle */.G9)('timed-out', `gave up ${after}; left as it is, for it waits for a decision: ${(0,waiting/* stateOf */.L4)(history, seen)}`);
    const cause = (0,waiting/* whyNotStarted */.hb)(seen)?.sentence;
    const why = cause === undefined ? '' : `; ${cause}`;
    return (0,rollout_rule/* settle */.G9)('timed-out', `gave up ${after}: ${(0,waiting/* stateOf */.L4)(history, seen)}${why}. Left running: ${whyNotBad(seen)}. ${(0,watch/* describeTally */.O1)(history.tally)}`);
}
/** What served before may have had no task that ran: then nothing stands that one could go back to in seconds. */
function oldTasks({ deployment: { sources } }) {
    return sources.some(({ running }) => running > 0) ? 'the old ones still stand' : 'no old one runs';
}

// EXTERNAL MODULE: ./build/lib/core/snapshots.js
var snapshots = __nccwpck_require__(2491);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/newer-deployment.js
var newer_deployment = __nccwpck_require__(3918);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/registration.js
var registration = __nccwpck_require__(4876);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/seen-or-failure.js
var seen_or_failure = __nccwpck_require__(9789);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/start.js + 1 modules
var start = __nccwpck_require__(2711);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/put-back.js
// Deploys what served before once more, where ECS has stopped our deployment and left it at that. When, the rule says; how it goes on is looked at here too.












/** The ARN of the service deployment that was begun. Throws AwsFailure, ambiguous where the update may have been taken all the same. */
async function putBack(run, situation, seen) {
    const { patient, target, context } = run;
    const taskDefinitionArn = await deployable(run, await contentBefore(patient, situation, seen));
    const known = (await (0,ecs/* listServiceDeployments */.C0)(patient, target, { most: 100 })).map(({ arn }) => arn);
    // The last moment: what somebody began since is not to be taken the place of.
    if (known[0] !== seen.deployment.arn)
        throw failure(`service deployment ${(0,core_arn/* lastPart */.S_)(known[0] ?? '')} was made meanwhile`);
    const started = await (0,start/* startDeployment */.i4)(run, { force: false }, taskDefinitionArn, known);
    if ('lost' in started)
        throw failure(started.lost, true);
    context.log.line(`ECS began service deployment ${(0,core_arn/* lastPart */.S_)(started.deploymentArn)} of ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)}.`);
    return started.deploymentArn;
}
/** By digest. Where ECS has forgotten every success, what led when this run began is a source of its deployment. */
async function contentBefore(api, { service, deployments }, seen) {
    const [newest] = (0,history_history/* successes */.o9)(deployments);
    if (newest !== undefined)
        return newest;
    const led = (0,snapshots/* primaryOf */.O)(service)?.id;
    const source = seen.deployment.sources.find(({ revisionArn }) => (0,snapshots/* rolloutIdOf */.c)(revisionArn) === led);
    const content = source === undefined ? undefined : await readContent(api, source.revisionArn);
    if (content === undefined)
        throw failure('ECS no longer knows what served before');
    return content;
}
/** What is registered anew is tagged with where it comes from. */
async function deployable(run, content) {
    const how = onceMore(content);
    if ('taskDefinitionArn' in how)
        return how.taskDefinitionArn;
    const tags = (0,revision_tags/* tagsFor */.Nj)(content.tags, (0,revision_tags/* originOfEarlier */.KN)(content.tags, { run: run.context.environment.GITHUB_RUN_ID ?? '' }));
    return (await (0,registration/* registerWithTags */.LT)(run, how.register, tags)).arn;
}
function failure(awsMessage, ambiguous = false) {
    return new errors/* AwsFailure */.OQ({
        kind: ambiguous ? 'unavailable' : 'refused',
        operation: 'ecs:UpdateService',
        code: ambiguous ? 'NOT_FOUND' : 'SUPERSEDED',
        awsMessage,
        ambiguous,
    });
}
/** One look at the way back. Our own deployment has ended, so that nothing more is to be seen of it. */
async function lookAtWayBack(api, ref, arn, previous) {
    const deployment = await (0,seen_or_failure/* deploymentOrFailure */.pF)(api, ref, arn);
    const service = await (0,seen_or_failure/* serviceOrFailure */.XP)(api, ref);
    const inCharge = deployment.status === 'SUCCESSFUL' && (0,history_history/* isInCharge */.w2)(service, deployment.target.revisionArn);
    const isOver = deployment.status === 'SUCCESSFUL' || deployment.status === 'STOPPED';
    const supersededBy = isOver && !inCharge ? await (0,newer_deployment/* newerDeployment */.L)(api, ref, deployment, service) : undefined;
    const { supersededBy: _, ...rest } = previous;
    return {
        ...rest,
        service,
        wayBack: { deployment, inCharge },
        ...(supersededBy === undefined ? {} : { supersededBy }),
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/what-to-put-back.js
// What a run may put back where ECS stops its deployment and leaves it at that, or why there is nothing.



const NEVER_SERVED = 'no deployment of this service is known to have succeeded';
/** What this run may put back. A rollback is never taken back, and what failed is not cured by the same once more. */
function wayBackOf({ rollbackTo }, situation, definition) {
    if (rollbackTo !== undefined)
        return { none: 'a rollback is not taken back by itself' };
    const arn = (0,history_history/* previousOf */.te)(situation);
    if (arn === undefined)
        return { none: NEVER_SERVED, neverServed: true };
    return (0,history_history/* successes */.o9)(situation.deployments)[0]?.key === contentKey(definition)
        ? { none: `${(0,core_arn/* shortTaskDefinition */.P5)(arn)}, which served before, is the same` }
        : { to: (0,core_arn/* shortTaskDefinition */.P5)(arn) };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/rollout.js
// Joins the rule with the world: watches our deployment to its end.













/** `situation`: as it was before anything was touched, with the settings that this run has sent. */
async function watchRollout(run, situation, begun) {
    const { context, api, request, target } = run;
    const { log, clock } = context;
    const { deploymentArn, taskDefinitionArn, definition, intent } = begun;
    const limits = limitsOf(request, situation, definition);
    for (const line of describeLimits(request, limits))
        log.line(line);
    const tell = createNarrator(log);
    // A request that was throttled was not heard. A cancel does not end the asking: it is what asks.
    const patient = (0,retry/* withRetry */.b)(api, { clock, random: context.random, signal: new AbortController().signal });
    let newest;
    let wayBackArn;
    const lookAtOurs = (0,look/* createRolloutLook */.R)({
        api,
        clock,
        ref: target,
        deploymentArn,
        taskDefinitionArn,
        definition,
        fromStart: intent === 'deploy',
        isCancelled: () => context.signal.aborted,
        deadlineAt: clock.now() + limits.timeoutMs,
    });
    const verdict = await (0,watch/* watch */.wB)({
        look: (previous) => wayBackArn === undefined || previous === undefined
            ? lookAtOurs(previous)
            : lookAtWayBack(api, target, wayBackArn, previous),
        decide: nextStep(limits, intent),
        act: async ({ kind, because }) => {
            if (kind === 'request-rollback') {
                log.line(`Asking ECS to roll back (${because}).`);
                await (0,ecs/* requestRollback */.WT)(patient, deploymentArn);
            }
            else if (newest !== undefined) {
                log.line(`ECS has stopped the deployment without a rollback: deploying what served before (${because}).`);
                wayBackArn = await putBack({ ...run, patient }, situation, newest.look);
            }
        },
        pace: paceOf(context, request, limits.timeoutMs),
        describe: ({ deployment: { rawStatus, target } }) => `${rawStatus} (${target.running} of ${target.requested} tasks running)`,
        clock,
        signal: context.signal,
        onWait: log.line,
        onLook: (seen) => {
            newest = { look: seen, at: clock.now() };
            tell(seen);
        },
    });
    return { verdict, ...(0,defined/* defined */.s)({ newest }) };
}
function limitsOf(request, situation, definition) {
    const { service } = situation;
    return {
        ...request.limits,
        timeoutMs: request.limits.timeoutMs ?? computeTimeout(service, definition),
        waitUntil: request.waitUntil === 'shifted' && (0,stages/* isShifting */.L9)(service) ? 'shifted' : 'deployed',
        wayBack: wayBackOf(request, situation, definition),
    };
}
function describeLimits(request, { timeoutMs, waitUntil }) {
    const how = request.limits.timeoutMs === undefined ? ' (computed from the service; set timeout to change it)' : '';
    return [
        `Watching for at most ${(0,duration/* renderDuration */.PP)(timeoutMs)}${how}.`,
        ...(request.waitUntil === 'shifted' && waitUntil === 'deployed'
            ? ['wait-until: shifted means deployed here: a rolling deployment shifts traffic task by task, and ends with it.']
            : []),
    ];
}
/** Milliseconds until the next look; a request that is under way has a deadline of its own. */
function paceOf({ random }, request, timeoutMs) {
    return ({ blind, now, startedAt, issued }) => {
        // One that got no answer is sent again, and all of them have one deadline.
        const newest = issued.at(-1);
        const asked = issued.find(({ command }) => command.kind === newest?.command.kind);
        return nextDelay({
            intervalMs: request.limits.pollIntervalMs,
            failures: blind.length,
            now,
            deadlineAt: asked === undefined ? startedAt + timeoutMs : asked.at + request.limits.rollbackTimeoutMs,
            random: random(),
        });
    };
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/task-health.js + 1 modules
var task_health = __nccwpck_require__(8030);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/other-deployment.js
// A deployment of somebody else that is in progress: whose it is, what it does, whether it is surely bad, and when it has ended.












/**
 * Why the deployment in progress may be replaced whatever was asked for: the service has never had a successful one and nothing of it is healthy
 * (as after the first apply), or it is surely bad, by the judgement that its own run would make: the fix is not to be blocked by what it fixes.
 * Undefined where it is not so, where nobody can see it, or where nobody would have to wait for it.
 */
async function whyReplaced(run, reading) {
    const { rollbackTo, onInProgress } = run.request;
    return rollbackTo !== undefined || onInProgress === 'replace' ? undefined : whyInNobodysWay(run, reading);
}
/** The same, whatever was asked for. */
async function whyInNobodysWay(run, { situation }) {
    const [newest] = situation.deployments;
    const { patient } = run;
    if (newest === undefined || !(0,history_history/* isMoving */.rU)(newest.status))
        return undefined;
    if ((0,history_history/* hasNeverSucceeded */.qk)(situation) && (await unlessUnseen(isAnyHealthy(run, situation))) === false)
        return 'is not waited for: the service has never had a successful deployment, and none of its tasks is healthy.';
    if ((0,history_history/* isGoingBack */.s6)(newest))
        return undefined;
    const seen = await unlessUnseen(lookerAt(run, situation, newest.arn, patient)(undefined));
    const bad = seen === undefined ? undefined : whySurelyBad(run.request.limits, seen);
    return bad === undefined ? undefined : `is surely bad, so it is not waited for: ${bad}`;
}
async function isAnyHealthy({ patient, context, target }, { service }) {
    if (service.runningCount === 0)
        return false;
    const asked = service.deployments.map(({ id }) => (0,task_health/* healthOf */.W)(patient, context.clock, target, service, id));
    return (await Promise.all(asked)).some(({ isHealthy }) => isHealthy);
}
/** Undefined once the other deployment has ended, or is surely bad; else why this run ends here. Nothing was touched. */
async function waitForOther(run, { situation, tags }, deploymentArn) {
    const { context, api, request } = run;
    const timeoutMs = request.limits.timeoutMs ?? computeTimeout(situation.service, situation.running);
    const leftMs = Math.max(0, timeoutMs - (context.clock.now() - run.startedAt));
    const other = (0,core_arn/* lastPart */.S_)(deploymentArn);
    const target = situation.deployments.find(({ arn }) => arn === deploymentArn)?.target;
    const isKnown = target !== undefined && target.taskDefinitionArn === situation.service.taskDefinitionArn;
    const what = target === undefined ? '' : ` of ${(0,core_arn/* shortTaskDefinition */.P5)(target.taskDefinitionArn)}`;
    const whose = isKnown ? ownerOf(situation.running, tags) : '';
    context.log.line(`Another service deployment is in progress (${other}${what}${whose}): waiting for its end, at most until this step is ${(0,duration/* renderDuration */.PP)(timeoutMs)} old.`);
    return (0,watch/* watch */.wB)({
        look: lookerAt(run, situation, deploymentArn, api),
        decide: otherStep({ other, timeoutMs, leftMs, limits: request.limits }),
        act: async () => undefined,
        pace: paceOf(context, request, leftMs),
        describe: ({ deployment: { rawStatus } }) => rawStatus,
        clock: context.clock,
        signal: context.signal,
        onWait: context.log.line,
        onLook: createNarrator(context.log),
    });
}
/** What nobody can see is bad for nobody: it is waited for, and the wait says what is in the way of seeing it. */
async function unlessUnseen(looking) {
    try {
        return await looking;
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return undefined;
        throw error;
    }
}
/** The service is set to what it runs or is on its way to: that is the definition of what is in progress. */
function lookerAt({ context, target }, { service, running }, deploymentArn, api) {
    return (0,look/* createRolloutLook */.R)({
        api,
        clock: context.clock,
        ref: target,
        deploymentArn,
        taskDefinitionArn: service.taskDefinitionArn,
        definition: running,
        fromStart: false,
    });
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/older-commit.js
// Never backwards by accident: what a commit may do, from how it stands to the one that serves and from what the service has been through.
// It refuses to know who was asked for the order of the two.





/** The newest success; where ECS remembers none, what its primary rollout runs, whose tags are `running`. Undefined where nothing ever served. */
function servingRelease(situation, running) {
    const [newest] = (0,history_history/* successes */.o9)(situation.deployments);
    const taskDefinitionArn = newest?.taskDefinitionArn ?? (0,history_history/* previousOf */.te)(situation);
    if (taskDefinitionArn === undefined)
        return undefined;
    const commit = (0,revision_tags/* notedCommit */.C$)(newest?.tags ?? running);
    return { taskDefinitionArn, ...(commit === undefined ? {} : { commit }) };
}
/**
 * The service as it will be once what is in progress has succeeded, and why that matters to the plan; undefined where it takes the place of nothing and
 * comes after nothing, or where what is in progress goes away again or is in nobody's way.
 */
function coming(situation, { replaces, after }) {
    const [newest, ...older] = situation.deployments;
    if (newest?.target === undefined || situation.notWaitedFor !== undefined)
        return undefined;
    if (newest.arn !== (replaces ?? after) || (0,history_history/* isGoingBack */.s6)(newest))
        return undefined;
    return {
        situation: { ...situation, deployments: [{ ...newest, status: 'SUCCESSFUL' }, ...older] },
        comes: replaces === undefined ? 'first' : 'replaced',
    };
}
/** Two that can be told apart, so that somebody may be asked for their order; undefined where there is nothing to ask. */
function pairToCompare(commit, serving) {
    const other = (0,core_ancestry/* commitIn */.xt)(serving.commit ?? '');
    return other === undefined || other === commit ? undefined : [commit, other];
}
/** The order where nobody need be asked. */
function plainAncestry(commit, { commit: other }) {
    if (other === undefined)
        return { kind: 'unknown', why: 'no tag slipway:commit says what that was made from' };
    return (0,core_ancestry/* commitIn */.xt)(other) === commit
        ? { kind: 'same' }
        : { kind: 'unknown', why: `its tag slipway:commit is "${other}", which is no whole hash` };
}
/**
 * Of how many deployments, newest first, the contents are worth reading to see what was rolled back from; the next number only where the one before
 * does not reach far enough. None as a rule: what goes forward registers its own revision. What serves was brought back when its revision says so,
 * or is older than another success; a restart may look the same. Commits of different branches have no order, so that only the history tells.
 */
function contentsToRead(deployments, ancestry) {
    const [newest, ...older] = deployments.filter(({ status }) => status === 'SUCCESSFUL');
    const { tags = [], registeredAt = Number.POSITIVE_INFINITY } = newest?.target ?? {};
    if ((0,revision_tags/* isForWayBack */.ae)(tags))
        return history_history/* WINDOWS */.CB;
    const isSince = ({ createdAt }) => createdAt > registeredAt;
    if (older.some(isSince))
        return [Math.min(deployments.filter(isSince).length, history_history/* WINDOWS */.CB[1])];
    return ancestry.kind === 'diverged' ? [history_history/* WINDOWS */.CB[0]] : [];
}
/** Whether what was read reaches back to where what serves had succeeded before: further back is nothing that was left for it. */
function reachesOrigin(deployments) {
    const [serving, ...older] = (0,history_history/* successes */.o9)(deployments);
    return older.some(({ key }) => key === serving?.key);
}
/** What this commit was when it succeeded last, if it was rolled back from and has not succeeded since. */
function leftBehind(deployments, commit) {
    const [newest] = (0,history_history/* successes */.o9)(deployments).filter(({ tags }) => (0,revision_tags/* notedCommit */.C$)(tags) === commit);
    return newest !== undefined && (0,history_history/* rolledBackFrom */.qe)(deployments).has(newest.key) ? newest : undefined;
}
/** What was rolled back from and is just what is to be deployed, by whatever commit: `wanted` is its definition. */
function sameAsLeft(deployments, wanted) {
    const key = wanted === undefined ? undefined : contentKey(wanted);
    return (0,history_history/* successes */.o9)(deployments).find((content) => content.key === key && (0,history_history/* rolledBackFrom */.qe)(deployments).has(content.key));
}
function judgeCommit({ commit, serving, ancestry, left, again }) {
    const ours = `commit ${(0,core_ancestry/* shortCommit */.Ax)(commit)}`;
    const revision = (0,core_arn/* shortTaskDefinition */.P5)(serving.taskDefinitionArn);
    const theirs = (0,core_ancestry/* shortCommit */.Ax)(serving.commit ?? '');
    const whoServes = `${theirs === '' ? '' : `${theirs}, `}${revision}`;
    const { serves, so } = serving.comes === undefined ? SERVES : COMES[serving.comes];
    if (ancestry.kind === 'older')
        return {
            kind: 'backwards',
            because: `${ours} is older than ${theirs}, which ${serves} (${revision}): this would ${so}`,
        };
    if (left !== undefined && ancestry.kind !== 'same')
        return {
            kind: 'backwards',
            because: `${ours} had succeeded (${(0,core_arn/* shortTaskDefinition */.P5)(left.taskDefinitionArn)}) and was then gone back from, and has not succeeded since; what ${serves} is ${whoServes}`,
        };
    if (again !== undefined)
        return {
            kind: 'doubt',
            because: `what ${ours} deploys is just what ${(0,core_arn/* shortTaskDefinition */.P5)(again.taskDefinitionArn)} was, which was rolled back from; what ${serves} is ${whoServes}`,
        };
    switch (ancestry.kind) {
        case 'same':
        case 'newer':
            return { kind: 'fine' };
        case 'diverged':
            return {
                kind: 'doubt',
                because: `${ours} is neither older nor newer than ${theirs}, which ${serves} (${revision}): they are of different branches, or history was rewritten; what only ${theirs} has will no longer serve`,
            };
        case 'unknown':
            return {
                kind: theirs === '' ? 'untagged' : 'doubt',
                because: `whether ${ours} is older than what ${serves} (${whoServes}) cannot be known: ${ancestry.why}`,
            };
    }
}
const SERVES = { serves: 'serves', so: 'take the service back' };
const COMES = {
    replaced: { serves: 'is being deployed', so: 'take its place' },
    first: { serves: 'is being deployed', so: 'take the service back once that has ended' },
};
/** For who is refused. */
const WAYS_OUT = 'To go back on purpose, use rollback-to; to deploy this commit all the same, set on-older-commit: allow, or push a new commit';

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/commit-check.js
// Asks who is older, the commit that is to be deployed or the one that serves: git where it is checked out, else GitHub. It changes nothing.






/** Why the plan must not be carried out; undefined where it may. What is only doubted is said here. */
async function refusedCommit(run, reading, plan) {
    const { context, request } = run;
    // What joins or finds its own content serving brings nothing that is not there; a way back is a person's order.
    if (plan.kind !== 'deploy' || request.rollbackTo !== undefined || request.onOlderCommit === 'allow')
        return undefined;
    const { commit, isKept } = (0,revision_tags/* commitOf */.D3)(request, reading.tags, context.environment);
    const serving = servingRelease(reading.situation, reading.tags);
    const next = coming(reading.situation, plan);
    if (isKept || (serving === undefined && next === undefined))
        return undefined;
    if (commit === undefined) {
        context.log.line('Not asked whether this is an older commit: this run is of none (GITHUB_SHA), and none is given.');
        return undefined;
    }
    const refused = serving === undefined
        ? undefined
        : said(run, await judge(run, { commit, wanted: plan.register, situation: reading.situation, serving }));
    if (refused !== undefined || next === undefined)
        return refused;
    const first = servingRelease(next.situation, []);
    // What nobody tagged, as what Terraform began, is no newer commit of anybody.
    if (first?.commit === undefined || first.commit === serving?.commit)
        return undefined;
    const facts = { commit, wanted: plan.register, situation: next.situation, serving: { ...first, comes: next.comes } };
    const judgement = await judge(run, facts);
    // Who replaces in any case has not looked yet whether it is bad; that costs calls, and is rarely a question.
    const isReplaced = judgement.kind !== 'fine' && next.comes === 'replaced';
    return isReplaced && (await whyInNobodysWay(run, reading)) !== undefined ? undefined : said(run, judgement);
}
async function judge(run, { commit, wanted, situation, serving }) {
    const pair = pairToCompare(commit, serving);
    const ancestry = pair === undefined ? plainAncestry(commit, serving) : await compare(run, pair);
    const isSettled = ancestry.kind === 'older' || ancestry.kind === 'same';
    // As much of the history as shows what was rolled back from.
    const windows = isSettled ? [] : contentsToRead(situation.deployments, ancestry);
    const read = isSettled ? [] : await readFurther(run.patient, situation, windows, reachesOrigin);
    const left = isSettled ? undefined : leftBehind(read, commit);
    const again = isSettled ? undefined : sameAsLeft(read, wanted);
    return judgeCommit({
        commit,
        serving,
        ancestry,
        ...(left === undefined ? {} : { left }),
        ...(again === undefined ? {} : { again }),
    });
}
/** The reason of a refusal; what is no refusal is said as what it is. */
function said({ context, request }, judgement) {
    const { log, signal } = context;
    if (judgement.kind === 'fine' || signal.aborted)
        return undefined;
    const { because } = judgement;
    if (judgement.kind === 'backwards' && request.onOlderCommit === 'refuse')
        return `${because}. ${WAYS_OUT}`;
    const sentence = `${because.charAt(0).toUpperCase()}${because.slice(1)}.`;
    if (judgement.kind === 'untagged')
        log.line(sentence);
    else
        log.annotate('warning', judgement.kind === 'doubt' ? 'Is this a step back?' : 'A step back', sentence);
    return undefined;
}
/** A courtesy must not hold a release up for long. */
const GIVE_UP_AFTER_MS = 4_000;
async function compare({ context, request }, [first, second]) {
    const { environment, clock, random, signal } = context;
    const folder = environment.GITHUB_WORKSPACE ?? '';
    if (folder !== '') {
        const { ancestryInCheckout } = await __nccwpck_require__.e(/* import() */ 490).then(__nccwpck_require__.bind(__nccwpck_require__, 8490));
        const known = await ancestryInCheckout({ folder, environment, signal }, first, second);
        if (known !== undefined)
            return known;
    }
    const { githubToken: token } = request;
    if (token === undefined)
        return {
            kind: 'unknown',
            why: 'no checkout of this job can tell, and there is no github-token to ask GitHub with',
        };
    const { compareCommits } = await __nccwpck_require__.e(/* import() */ 382).then(__nccwpck_require__.bind(__nccwpck_require__, 3001));
    try {
        return await (0,retry/* retrying */.R)(() => compareCommits({ environment, token, first, second, signal }), {
            clock,
            random,
            signal,
            giveUpAfterMs: GIVE_UP_AFTER_MS,
        });
    }
    catch (error) {
        if (!(0,errors/* isTransient */.dg)(error))
            throw error;
        return { kind: 'unknown', why: `no checkout of this job can tell, and ${(0,errors/* describeError */.Uc)(error).replace(/\.$/, '')}` };
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/release-facts.js
// Asks the registry for the tags of releases, and whether their images are there still. It only explains: who may not look sees less.



async function readImageFacts(aws, releases) {
    const images = new Set(releases.flatMap(({ images: ran }) => ran.map((image) => image.ran)));
    const known = await Promise.all([...images].map(async (text) => {
        const image = (0,core_image/* parseImage */.zZ)(text);
        if (image?.digest === undefined)
            return [];
        const found = await lookedUp(aws, image);
        if (found === undefined || found.kind === 'unknown')
            return [];
        return [[text, found.kind === 'missing' ? 'gone' : { tags: found.tags }]];
    }));
    return new Map(known.flat());
}
/** Undefined when ECR does not answer: a list without tags is better than none. */
async function lookedUp(aws, image) {
    try {
        return await (0,image_digest/* lookUpImage */.O)(aws, image);
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/history/releases.js
// What one may go back to, as people read it: each release once, with its images, its commit and when it served.





/** As many as a reader wants. */
const MOST = 10;
/** Newest first. */
function releasesOf(situation) {
    const marked = (0,history_history/* rolledBackFrom */.qe)(situation.deployments);
    const serving = (0,history_history/* inCharge */._b)(situation)?.target?.key;
    const seen = new Set();
    let servedUntil;
    return situation.deployments
        .flatMap(({ status, target, createdAt, finishedAt = createdAt }) => {
        if (status !== 'SUCCESSFUL' || target === undefined)
            return [];
        const until = servedUntil;
        servedUntil = finishedAt;
        if (seen.has(target.key))
            return [];
        seen.add(target.key);
        const note = noteOf(target, serving, marked);
        const commit = (0,revision_tags/* notedCommit */.C$)(target.tags);
        return {
            taskDefinition: (0,core_arn/* shortTaskDefinition */.P5)(target.taskDefinitionArn),
            images: target.images,
            servedFrom: finishedAt,
            ...(until === undefined ? {} : { servedUntil: until }),
            ...(commit === undefined ? {} : { commit }),
            ...(note === undefined ? {} : { note }),
        };
    })
        .slice(0, MOST);
}
function noteOf({ key }, serving, marked) {
    if (key === serving)
        return 'serves now';
    return marked.has(key) ? 'was rolled back from' : undefined;
}
/** For the log: one release a line. */
function describeReleases({ releases, facts }) {
    if (releases.length === 0)
        return ['ECS knows of no release of this service that succeeded.'];
    const rows = releases.map((release) => [
        release.taskDefinition,
        imagesText(release, facts),
        release.commit === undefined ? '' : `commit ${release.commit.slice(0, 12)}`,
        servedText(release),
        noteText(release, facts),
    ]);
    const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return [
        'Releases that succeeded, newest first:',
        ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()),
    ];
}
function releasesSection({ releases, facts }) {
    if (releases.length === 0)
        return (0,markdown/* joined */.oR)('**Releases**', 'ECS knows of no release of this service that succeeded.');
    const rows = releases.map((release) => [
        (0,markdown/* code */.aY)(release.taskDefinition),
        release.images
            .map((image) => `${(0,markdown/* escaped */.Mk)(image.container)}: ${(0,markdown/* code */.aY)((0,core_image/* shortImage */.Uq)(image.ran))}${tagsCell(image, facts)}`)
            .join('<br>'),
        release.commit === undefined ? '' : (0,markdown/* code */.aY)(release.commit.slice(0, 12)),
        (0,markdown/* escaped */.Mk)(servedText(release)),
        (0,markdown/* escaped */.Mk)(noteText(release, facts)),
    ]);
    return (0,markdown/* joined */.oR)('**Releases that succeeded**', (0,markdown/* table */.tp)(['Task definition', 'Image', 'Commit', 'Served (UTC)', ''], rows));
}
function tagsCell(image, facts) {
    const tags = tagsOf(image, facts);
    return tags.length === 0 ? '' : ` (${tags.map(markdown/* code */.aY).join(', ')})`;
}
function imagesText({ images }, facts) {
    const only = images.length === 1;
    return images
        .map((image) => {
        const tags = tagsOf(image, facts);
        const digest = (0,core_image/* parseImage */.zZ)(image.ran)?.digest;
        const what = digest === undefined ? image.ran : (0,core_image/* shortDigest */.VK)(digest);
        return `${only ? '' : `${image.container}=`}${what}${tags.length === 0 ? '' : ` (${tags.join(', ')})`}`;
    })
        .join(' ');
}
/** The registry's; where it was not asked, the tag by which the definition names the image. */
function tagsOf({ ran, named }, facts) {
    const known = facts.get(ran);
    if (known === 'gone')
        return [];
    if (known !== undefined)
        return known.tags.slice(0, 5);
    const tag = (0,core_image/* parseImage */.zZ)(named)?.tag;
    return tag === undefined ? [] : [tag];
}
function noteText({ note, images }, facts) {
    const gone = images.filter(({ ran }) => facts.get(ran) === 'gone').map(({ container }) => container);
    return [note, gone.length === 0 ? undefined : `image of ${gone.join(', ')} is gone`]
        .filter((part) => part !== undefined)
        .join('; ');
}
function servedText({ servedFrom, servedUntil }) {
    return `${minute(servedFrom)} – ${servedUntil === undefined ? '' : minute(servedUntil)}`.trimEnd();
}
/** `2026-11-20 14:03` */
function minute(at) {
    return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

// EXTERNAL MODULE: ./build/lib/aws/service-snapshot.js
var service_snapshot = __nccwpck_require__(1790);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/settings/send-settings.js
var send_settings = __nccwpck_require__(5801);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/settings/update.js
// Changes settings of the service where no deployment is needed.







/** Throws UserError when ECS took the update and left a setting out. */
async function update(run, { service, running, deployments }, { edit, taskDefinitionArn }) {
    if (edit.changes.length === 0)
        return { kind: 'updated', service, sent: false };
    const taken = await (0,send_settings/* sendSettings */.i)(run, edit);
    const lost = (0,task_definition/* lostMembers */.Uk)(edit.send, taken.raw);
    if (lost.length > 0)
        throw new errors/* UserError */.yo(`ECS took the update of "${service.name}" without what was sent as ${lost.join(', ')}`, {
            done: 'Whatever else was to be set is set.',
        });
    const [before, after] = [(0,snapshots/* primaryOf */.O)(service), (0,snapshots/* primaryOf */.O)(taken)];
    if (after?.id !== before?.id && after?.taskDefinitionArn === taskDefinitionArn) {
        const { patient, context, target } = run;
        const known = deployments.map(({ arn }) => arn);
        const tools = { api: patient, clock: context.clock };
        const deploymentArn = await (0,start/* findDeployment */.HZ)(tools, target, taskDefinitionArn, known, DEPLOYMENT_APPEARS_WITHIN_MS);
        if (deploymentArn !== undefined)
            return { kind: 'begun', intent: 'deploy', deploymentArn, taskDefinitionArn, definition: running };
    }
    return { kind: 'updated', service: taken, sent: true };
}
const DEPLOYMENT_APPEARS_WITHIN_MS = 10_000;
/** What there is to say of an update before it is known how it ends. */
function asUpdated({ service, running }, serviceChanges) {
    const reason = serviceChanges.map(inWords).join('; ') || 'the service has just these settings already';
    return { reason, serviceChanges, isUpdate: true, taskDefinitionArn: service.taskDefinitionArn, definition: running };
}
/** A deployment is judged by the count that the service has; whoever changes that meanwhile does not make the release a bad one. */
function sayOtherCount({ context, request }, { name, desiredCount }) {
    const asked = request.settings.desiredCount;
    if (asked !== undefined && asked !== desiredCount)
        context.log.annotate('warning', 'Another desired count', `The desired count of "${name}" was to be ${asked} and is ${desiredCount}: somebody else changed it, or Application Auto Scaling.`);
}
/** The service as it will be: how long a deployment may take depends on it. */
function withSettings(situation, edit) {
    return edit === undefined
        ? situation
        : { ...situation, service: (0,service_snapshot/* serviceSnapshot */.e)({ ...situation.service.raw, ...edit.send }) };
}

;// CONCATENATED MODULE: ./build/lib/aws/presence.js
// Whether secrets, parameters, log groups and alarms are there. Only operations that answer no value: whoever deploys need not be able to read a secret.

/** `id`: ARN or name. */
function secretPresence(api, id, options) {
    return asFarAsKnown(async () => {
        const answer = await api.call('secretsmanager', 'DescribeSecret', { SecretId: id }, options);
        return {
            kind: 'there',
            stages: [...new Set(Object.values(answer.VersionIdsToStages ?? {}).flat())],
            isDeleted: answer.DeletedDate !== undefined,
        };
    });
}
/** AWS takes 50 names at a time. */
const NAMES_AT_ONCE = 50;
/** Those of the names that exist. */
async function existingParameters(api, names, options) {
    return asFarAsKnown(async () => {
        const found = new Set();
        for (let start = 0; start < names.length; start += NAMES_AT_ONCE)
            for (const name of await parametersCalled(api, names.slice(start, start + NAMES_AT_ONCE), options))
                found.add(name);
        return { kind: 'there', names: found };
    });
}
async function parametersCalled(api, names, options) {
    const found = [];
    let nextToken;
    // A page may be empty and not the last one.
    do {
        const answer = await api.call('ssm', 'DescribeParameters', {
            ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [...names] }],
            MaxResults: NAMES_AT_ONCE,
            ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        }, options);
        found.push(...(answer.Parameters ?? []).flatMap(({ Name }) => (Name === undefined ? [] : [Name])));
        nextToken = answer.NextToken;
    } while (nextToken !== undefined);
    return found;
}
function logGroupPresence(api, name, options) {
    return asFarAsKnown(async () => {
        // The exact name is the first of those that begin with it.
        if ((await logGroupsBeginning(api, name, options)).includes(name))
            return { kind: 'there' };
        const folder = name.slice(0, name.lastIndexOf('/') + 1);
        return { kind: 'missing', near: folder === '' ? [] : await logGroupsBeginning(api, folder, options) };
    });
}
async function logGroupsBeginning(api, prefix, options) {
    const answer = await api.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: prefix, limit: 50 }, options);
    return (answer.logGroups ?? []).flatMap(({ logGroupName }) => (logGroupName === undefined ? [] : [logGroupName]));
}
/** CloudWatch tells of metric alarms alone, unless the other types are named. */
const ALARM_TYPES = [
    'MetricAlarm',
    'CompositeAlarm',
    'LogAlarm',
];
/** CloudWatch takes as many names at a time, and answers with as many alarms. */
const ALARMS_AT_ONCE = 100;
/** The state (OK, ALARM, INSUFFICIENT_DATA) of each of the alarms that exists, by its name. */
async function alarmStates(api, names) {
    return asFarAsKnown(async () => {
        const states = new Map();
        for (let start = 0; start < names.length; start += ALARMS_AT_ONCE)
            for (const [name, state] of await alarmsCalled(api, names.slice(start, start + ALARMS_AT_ONCE)))
                states.set(name, state);
        return { kind: 'there', states };
    });
}
async function alarmsCalled(api, names) {
    const found = [];
    let nextToken;
    do {
        const answer = await describeAlarms(api, {
            AlarmNames: [...names],
            ...(nextToken === undefined ? {} : { NextToken: nextToken }),
        });
        found.push(...statesIn(answer));
        nextToken = answer.NextToken;
    } while (nextToken !== undefined);
    return found;
}
/** Alarms that share the first half of their name with one that does not exist. They only help: none where nobody answers. */
async function alarmsLike(api, name) {
    const found = await asFarAsKnown(async () => {
        const answer = await describeAlarms(api, { AlarmNamePrefix: name.slice(0, Math.ceil(name.length / 2)) });
        return { kind: 'there', names: statesIn(answer).map(([each]) => each) };
    });
    return found.kind === 'there' ? found.names : [];
}
function describeAlarms(api, input) {
    return api.call('cloudwatch', 'DescribeAlarms', { ...input, AlarmTypes: ALARM_TYPES, MaxRecords: ALARMS_AT_ONCE });
}
function statesIn(answer) {
    const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] } = answer;
    return [...MetricAlarms, ...CompositeAlarms, ...LogAlarms].map(({ AlarmName = '', StateValue = '' }) => [
        AlarmName,
        StateValue,
    ]);
}
/** What AWS does not let us see is unknown; credentials that have expired are everybody's concern. */
async function asFarAsKnown(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind === 'expired')
            throw error;
        if (error.code === 'ResourceNotFoundException')
            return { kind: 'missing', near: [] };
        return { kind: 'unknown', why: error.message };
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/alarms.js
// Whether the alarms that a deployment is to fail by are there, and whether one of them goes off already: ECS takes a name that no alarm has, and then
// nothing watches.



/** Names of the alarms that ECS watches a deployment by; empty where it watches none. */
function watchedAlarms({ raw }) {
    const configuration = (0,task_definition/* rawOf */.UD)(raw.deploymentConfiguration);
    const { enable, alarmNames } = (0,task_definition/* rawOf */.UD)(configuration.alarms);
    return enable === true && Array.isArray(alarmNames) ? alarmNames.map(String) : [];
}
/**
 * One that was asked for and does not exist is a problem, like every wrong name; one that the service names already is a warning, for ECS takes names
 * of alarms that are made after the service: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecs.DeploymentAlarmOptions.html (example)
 * What ECS does where one is in ALARM at the start: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
function alarmFindings({ service: { name: service }, watched, asked, found }) {
    switch (found.kind) {
        case 'missing':
        case 'unknown': {
            const why = found.kind === 'unknown' ? found.why : 'CloudWatch did not say';
            return [{ kind: 'notice', text: `alarms: whether ${quoted(watched)} can be watched is not known: ${(0,core_sentence/* open */.ho)(why)}` }];
        }
        case 'there': {
            const { states, near } = found;
            const gone = watched.filter((name) => !states.has(name));
            const ringing = watched.filter((name) => states.get(name) === 'ALARM');
            return [
                ...gone.map((name) => missing(name, service, asked.includes(name), (0,near_names/* suggestion */.h)(name, near.get(name) ?? []))),
                ...(ringing.length === 0 ? [] : [alreadyInAlarm(ringing)]),
            ];
        }
    }
}
function missing(name, service, isAsked, near) {
    return isAsked
        ? {
            kind: 'problem',
            text: `alarms: CloudWatch has no alarm "${name}", so it would watch nothing.${near} Create it, or correct the name`,
        }
        : {
            kind: 'warning',
            text: `alarms: "${service}" names the alarm "${name}", which CloudWatch does not have, so it watches nothing.${near} Create it, or take it out of the service (Terraform: alarms { alarm_names })`,
        };
}
function alreadyInAlarm(names) {
    const are = names.length === 1 ? 'is' : 'are';
    return {
        kind: 'warning',
        text: `alarms: ${quoted(names)} ${are} in ALARM already. ECS then watches none of the alarms while this deployment lasts, so that a fix may go out; no alarm fails it or rolls it back. If this is no fix, look at the alarm first`,
    };
}
function quoted(names) {
    return names.map((name) => `"${name}"`).join(', ');
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/check-alarms.js
// Reads the alarms that a deployment is to fail by: one request, and one more for each name that nobody has.


/** `service`: as it will be; `asked`: the alarms that this run sets. */
async function checkAlarms(api, service, asked) {
    const watched = watchedAlarms(service);
    if (watched.length === 0)
        return [];
    const found = await alarmStates(api, watched);
    if (found.kind !== 'there')
        return alarmFindings({ service, watched, asked, found });
    const gone = watched.filter((name) => !found.states.has(name));
    const near = new Map(await Promise.all(gone.map(async (name) => [name, await alarmsLike(api, name)])));
    return alarmFindings({ service, watched, asked, found: { ...found, near } });
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/unnamed-images.js
// The images that a deployment brings along without anybody naming them (a sidecar's, or the only one while a variable is edited): what runs was
// pulled once, and may be gone from ECR since.





/** `lookedUp`: references that this run has found in ECR, or has said that it could not. */
async function checkUnnamedImages(api, definition, running, lookedUp) {
    const byText = new Map((0,task_definition/* containersOf */.Mz)(definition).map(({ name, image }) => [String(image), String(name)]));
    const found = [...byText].map(async ([text, container]) => {
        const image = (0,core_image/* parseImage */.zZ)(text);
        // Without a registry it is one of Docker Hub's.
        if (image?.registry === undefined || lookedUp.has(text))
            return [];
        return imageFindings(container, await lookedUpNow(api, image), (0,task_definition/* imageOf */.dT)(running, container) === text);
    });
    return (await Promise.all(found)).flat();
}
/** `runs`: the service runs just this image. */
function imageFindings(container, found, runs) {
    const where = `container "${container}"`;
    switch (found.kind) {
        case 'found':
            return [];
        case 'missing':
            return [
                {
                    kind: 'problem',
                    text: `${where}: ${(0,core_sentence/* open */.ho)(found.why)}; so no new task can start. Name an image that is there (image), or push this one again`,
                },
            ];
        case 'unknown':
            // What nobody here can look up was pulled all the same; it would be said with every deployment.
            if (found.isElsewhere === true && runs)
                return [];
            return [{ kind: 'notice', text: `${where}: whether its image can be pulled is not known: ${(0,core_sentence/* open */.ho)(found.why)}` }];
    }
}
async function lookedUpNow(api, image) {
    try {
        return await (0,image_digest/* lookUpImage */.O)(api, image);
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind === 'expired')
            throw error;
        return { kind: 'unknown', why: error.message };
    }
}

;// CONCATENATED MODULE: ./build/lib/aws/image-platforms.js
// For which processors an image in ECR was built: its index says so, or, where it has none, the configuration behind its manifest.




/** `image`: with its digest, which means the same content wherever it is found. */
async function readImagePlatforms(api, image) {
    const { registry, repository, digest } = image;
    const elsewhere = { kind: 'unknown', why: 'it is not in this ECR', isElsewhere: true };
    if (registry === undefined || digest === undefined)
        return elsewhere;
    const ref = { name: repository, ...(0,core_image/* ecrHost */.Fd)(registry) };
    try {
        const stored = await (0,ecr/* readManifest */.WI)(api, ref, digest);
        if (stored === undefined)
            return elsewhere;
        const manifest = JSON.parse(stored.manifest);
        if (!(0,task_definition/* isRaw */.Zi)(manifest))
            return { kind: 'known', platforms: [] };
        if (Array.isArray(manifest.manifests))
            return { kind: 'known', platforms: platformsIn(manifest.manifests) };
        const config = (0,task_definition/* isRaw */.Zi)(manifest.config) ? manifest.config : {};
        if (typeof config.digest !== 'string' || !/image/.test(String(config.mediaType)))
            return { kind: 'known', platforms: [] };
        const { downloadUrl = '' } = await api.call('ecr', 'GetDownloadUrlForLayer', { repositoryName: repository, ...(0,ecr/* registryOf */.Fv)(ref), layerDigest: config.digest }, (0,ecr/* regionOf */.AP)(ref));
        return await configuredPlatform(downloadUrl);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return { kind: 'unknown', why: 'its manifest cannot be read', isElsewhere: false };
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind === 'expired')
            throw error;
        if (/^(RepositoryNotFound|ImageNotFound|InvalidParameter)Exception$/.test(error.code))
            return elsewhere;
        return { kind: 'unknown', why: error.message, isElsewhere: false };
    }
}
const DOWNLOAD_MS = 10_000;
/** The address is signed by ECR, and leads to a bucket that no IAM policy of the caller's speaks of. */
async function configuredPlatform(url) {
    try {
        const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
        if (!answer.ok)
            throw new Error(`HTTP ${answer.status}`);
        const config = await answer.json();
        return { kind: 'known', platforms: platformOf({ platform: config }) };
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { kind: 'unknown', why: `its configuration cannot be downloaded from ECR (${why})`, isElsewhere: false };
    }
}
/** One that names no platform (an index in the index, say) may be for any: then nothing is known of the whole. */
function platformsIn(descriptors) {
    const isPlain = descriptors.every((descriptor) => (0,task_definition/* isRaw */.Zi)(descriptor) && (0,task_definition/* isRaw */.Zi)(descriptor.platform));
    return isPlain ? descriptors.flatMap(platformOf) : [];
}
/** An attestation lies in the index too, for the platform unknown/unknown. */
function platformOf(descriptor) {
    const platform = (0,task_definition/* isRaw */.Zi)(descriptor) && (0,task_definition/* isRaw */.Zi)(descriptor.platform) ? descriptor.platform : {};
    const { os, architecture } = platform;
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown')
        return [];
    return [{ os, architecture }];
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/check-platform.js
// Reads for which processors the images were built that are new to the service or to its processor.


async function checkPlatforms(api, situation, definition) {
    const tasks = (0,platform/* platformOfTasks */.xZ)(definition, situation.service);
    if (tasks === undefined)
        return [];
    const found = (0,platform/* newOnPlatform */.DG)(definition, (0,platform/* proven */.H3)(situation)).map(async ({ container, image }) => (0,platform/* platformFindings */.aC)(container, tasks, await readImagePlatforms(api, image)));
    return (await Promise.all(found)).flat();
}

;// CONCATENATED MODULE: ./build/lib/aws/listener-rules.js
// What a listener rule of an Application Load Balancer, or the listener of a Network Load Balancer, forwards to.

/** `arn`: of a rule or a listener. */
async function readListenerForward(api, arn) {
    try {
        const actions = arn.includes(':listener/') ? await actionsOfListener(api, arn) : await actionsOfRule(api, arn);
        return actions === undefined ? { kind: 'missing' } : { kind: 'read', groups: actions.flatMap(groupsOf) };
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind === 'expired')
            throw error;
        return /^(Rule|Listener)NotFound/.test(error.code) ? { kind: 'missing' } : { kind: 'unknown', why: error.message };
    }
}
async function actionsOfRule(api, arn) {
    const answer = await api.call('elasticloadbalancing', 'DescribeRules', { RuleArns: [arn] });
    return answer.Rules?.[0]?.Actions;
}
async function actionsOfListener(api, arn) {
    const answer = await api.call('elasticloadbalancing', 'DescribeListeners', { ListenerArns: [arn] });
    return answer.Listeners?.[0]?.DefaultActions;
}
/** A rule may ask for a login before it forwards. Without weights there is one group, and it gets everything. */
function groupsOf({ Type, TargetGroupArn, ForwardConfig }) {
    if (Type !== 'forward')
        return [];
    const groups = ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }];
    return groups.map((group) => ({ arn: group.TargetGroupArn ?? '', weight: group.Weight ?? 1 }));
}
/** Of a service revision: the target group behind each production rule (by its ARN) that ECS put its tasks into. Empty where nobody knows or answers. */
async function readLiveGroups(api, serviceRevisionArn) {
    if (serviceRevisionArn === undefined)
        return new Map();
    const input = { serviceRevisionArns: [serviceRevisionArn] };
    try {
        const [revision] = (await api.call('ecs', 'DescribeServiceRevisions', input)).serviceRevisions ?? [];
        const resolved = revision?.resolvedConfiguration?.loadBalancers ?? [];
        return new Map(resolved.map(({ productionListenerRule = '', targetGroupArn = '' }) => [productionListenerRule, targetGroupArn]));
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.kind === 'expired')
            throw error;
        return new Map();
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/traffic.js
// Where ECS shifts traffic between two target groups: whether the listener rules lead where ECS expects them to, and where the tasks are.
// Somebody who writes the weights back (Terraform, mostly) leads all traffic to a group without tasks; other rules make the next shift fail.


/** Empty for a rolling update. */
function shiftsOf({ raw }) {
    const list = Array.isArray(raw.loadBalancers) ? raw.loadBalancers : [];
    return list.filter(task_definition/* isRaw */.Zi).flatMap(({ targetGroupArn, advancedConfiguration }) => {
        const advanced = (0,task_definition/* rawOf */.UD)(advancedConfiguration);
        const { alternateTargetGroupArn: alternate, productionListenerRule: productionRule, testListenerRule } = advanced;
        if (typeof targetGroupArn !== 'string' || typeof alternate !== 'string' || typeof productionRule !== 'string')
            return [];
        const test = typeof testListenerRule === 'string' ? { testRule: testListenerRule } : {};
        return [{ groups: [targetGroupArn, alternate], productionRule, ...test }];
    });
}
/**
 * What ECS asks of the rules before it shifts, and rolls back for:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html
 * It does not compare them with where the tasks are: aws/containers-roadmap#2853. What is not surely refused is a warning.
 */
function shiftFindings(shift, { production, test, liveGroup }) {
    const unread = [
        ...notRead('production', shift.productionRule, production),
        ...(test === undefined ? [] : notRead('test', shift.testRule ?? '', test)),
    ];
    if (unread.length > 0 || production.kind !== 'read')
        return unread;
    const tested = test?.kind === 'read' ? test.groups : [];
    const rule = `production listener rule (${shift.productionRule})`;
    const strangers = production.groups.filter(({ arn }) => !shift.groups.includes(arn));
    const stranger = strangers.find(({ weight }) => weight > 0) ?? strangers[0];
    if (stranger !== undefined)
        return [
            {
                // What ECS is known to refuse is traffic to it.
                kind: stranger.weight > 0 ? 'problem' : 'warning',
                text: `load balancer: ${rule} ${stranger.weight > 0 ? 'forwards to' : 'names, with weight 0,'} ${shortGroup(stranger.arn)}, which is none of the service's two target groups (${shift.groups.map(shortGroup).join(', ')}). Take it out of the rule`,
            },
        ];
    const unlinked = shift.groups.find((group) => ![...production.groups, ...tested].some(({ arn }) => arn === group));
    if (unlinked !== undefined)
        return [
            {
                kind: mayLackTestRule(shift) ? 'warning' : 'problem',
                text: `load balancer: ${rule} does not name ${shortGroup(unlinked)}, nor does a test listener rule, so no task in it can be found healthy. Add it to the rule with weight 0`,
            },
        ];
    const [serving, ...others] = production.groups.filter(({ weight }) => weight > 0);
    if (serving === undefined || others.length > 0)
        return [
            problem(`${rule} gives traffic to ${others.length === 0 ? 'no target group' : 'both target groups'}; between two deployments ECS wants just one to have it. ${liveGroup === undefined ? 'Give it to the one with the running tasks' : setWeights(liveGroup)}`),
        ];
    if (liveGroup === undefined || liveGroup === serving.arn || !shift.groups.includes(liveGroup))
        return [];
    // ECS does not look: it deploys, and the shift may even mend it.
    return [
        {
            kind: 'warning',
            text: `load balancer: ${rule} gives all traffic to ${shortGroup(serving.arn)}, but what serves was deployed into ${shortGroup(liveGroup)}: somebody changed the weights since, and this deployment may go into the group with the running tasks. ${setWeights(liveGroup)}, and let nobody but ECS change them (Terraform: ignore_changes on the rule's action)`,
        },
    ];
}
/** That both groups must stand in a rule where there is no test rule is said of Application Load Balancers alone. */
function mayLackTestRule({ productionRule, testRule }) {
    return productionRule.includes(':listener/') && testRule === undefined;
}
function notRead(which, arn, forward) {
    if (forward.kind === 'missing')
        return [
            problem(`${which} listener rule ${arn} does not exist. Create it, or correct loadBalancers of the service`),
        ];
    if (forward.kind === 'unknown')
        return [
            {
                kind: 'notice',
                text: `load balancer: where the ${which} listener rule leads is not known: ${(0,core_sentence/* open */.ho)(forward.why)}`,
            },
        ];
    return [];
}
function setWeights(group) {
    return `Give ${shortGroup(group)} the whole weight and the other one 0`;
}
/** `web-alternate` of `arn:…:targetgroup/web-alternate/0123456789abcdef` */
function shortGroup(arn) {
    return `target group ${/:targetgroup\/([^/]+)/.exec(arn)?.[1] ?? arn}`;
}
function problem(text) {
    return { kind: 'problem', text: `load balancer: ${text}` };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/check-traffic.js
// Reads where the listener rules of a service lead that shifts its traffic, and into which target group ECS put what serves.



/** While a deployment moves, ECS itself moves the weights: nothing can be said of them. */
async function checkTraffic(api, situation) {
    const { service, deployments } = situation;
    const shifts = shiftsOf(service);
    if (shifts.length === 0 || service.strategy === 'ROLLING' || deployments.some(({ status }) => (0,history_history/* isMoving */.rU)(status)))
        return [];
    const live = readLiveGroups(api, (0,history_history/* inCharge */._b)(situation)?.targetRevisionArn);
    const found = shifts.map(async (shift) => {
        const [production, test, groups] = await Promise.all([
            readListenerForward(api, shift.productionRule),
            shift.testRule === undefined ? undefined : readListenerForward(api, shift.testRule),
            live,
        ]);
        const liveGroup = groups.get(shift.productionRule);
        return shiftFindings(shift, {
            production,
            ...(test === undefined ? {} : { test }),
            ...(liveGroup === undefined ? {} : { liveGroup }),
        });
    });
    return (await Promise.all(found)).flat();
}

// EXTERNAL MODULE: ./build/lib/core/shell-word.js
var shell_word = __nccwpck_require__(3577);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/missing.js
// What is named and is not there → a finding that says where it is named, and what to do.



function secretFindings(reference, found) {
    const { id, where, stage } = reference;
    switch (found.kind) {
        case 'unknown':
            return [notice(`${where}: whether ${id} exists is not known: ${found.why}`)];
        case 'missing':
            return [
                missing_problem(`${where}: Secrets Manager has no secret ${id}, so no task can start. Create it, or correct the reference (its ARN ends in six characters of AWS's own)`),
            ];
        case 'there':
            if (found.isDeleted)
                return [
                    missing_problem(`${where}: the secret ${id} is scheduled for deletion and gives no value. Bring it back: aws secretsmanager restore-secret --secret-id ${(0,shell_word/* shellWord */.r)(id)}`),
                ];
            if (stage === undefined || found.stages.includes(stage))
                return [];
            return [
                missing_problem(found.stages.length === 0
                    ? `${where}: the secret ${id} has no value yet, so no task can start. Give it one: aws secretsmanager put-secret-value --secret-id ${(0,shell_word/* shellWord */.r)(id)} …`
                    : `${where}: the secret ${id} has no version with the stage "${stage}".${(0,near_names/* suggestion */.h)(stage, found.stages)}`),
            ];
    }
}
/**
 * Whether another account's secret is there, only a policy of its own lets us see, and tasks read it with another role than the one that asks here:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
function seenFrom(ownAccount, { account = ownAccount }, found) {
    return found.kind === 'missing' && account !== ownAccount
        ? { kind: 'unknown', why: `it is of account ${account}, which need not let this role see it` }
        : found;
}
function parameterFindings(reference, found) {
    const { written, where } = reference;
    switch (found.kind) {
        case 'unknown':
            return [notice(`${where}: whether the parameter ${written} exists is not known: ${found.why}`)];
        case 'missing':
            return [
                missing_problem(`${where}: Parameter Store has no parameter ${written}, so no task can start. Create it, or correct the reference; names are told apart by case`),
            ];
        case 'there':
            return [];
    }
}
function logGroupFindings(reference, found) {
    const { name, where, region } = reference;
    const place = region === undefined ? '' : ` in ${region}`;
    switch (found.kind) {
        case 'unknown':
            return [notice(`${where}: whether the log group "${name}" exists${place} is not known: ${found.why}`)];
        case 'missing':
            return [
                missing_problem(`${where}: there is no log group "${name}"${place}, so no task can start.${(0,near_names/* suggestion */.h)(name, found.near)} Create it: aws logs create-log-group --log-group-name ${(0,shell_word/* shellWord */.r)(name)}${region === undefined ? '' : ` --region ${region}`}`),
            ];
        case 'there':
            return [];
    }
}
/** The driver makes it when the first task starts, if the task execution role lets it. */
function madeByDriver({ name, where }) {
    return notice(`${where}: the log group "${name}" is made by the log driver (awslogs-create-group), which needs logs:CreateLogGroup on the task execution role`);
}
function missing_problem(text) {
    return { kind: 'problem', text };
}
function notice(text) {
    return { kind: 'notice', text: (0,core_sentence/* open */.ho)(text) };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/references.js
// What a task definition names outside of itself, and that has to be there before a task can start: secrets, parameters, log groups.


function referencesOf(definition) {
    return (0,task_definition/* containersOf */.Mz)(definition).flatMap((container) => {
        const where = `container "${String(container.name)}"`;
        const log = (0,task_definition/* rawOf */.UD)(container.logConfiguration);
        const login = (0,task_definition/* isRaw */.Zi)(container.repositoryCredentials)
            ? container.repositoryCredentials.credentialsParameter
            : undefined;
        return [
            ...valuesFrom(container.secrets, `${where}: secret`),
            ...valuesFrom(log.secretOptions, `${where}: secret option`),
            // By its ARN or its name, always of Secrets Manager.
            ...(typeof login === 'string' ? [secretOf(login, `${where}: repositoryCredentials`)] : []),
            ...logGroupOf(log, where),
        ];
    });
}
function valuesFrom(list, where) {
    return (Array.isArray(list) ? list.filter(task_definition/* isRaw */.Zi) : []).flatMap(({ name, valueFrom }) => {
        if (typeof valueFrom !== 'string' || valueFrom === '')
            return [];
        const place = `${where} ${String(name)}`;
        const service = (0,core_arn/* parseArn */.Lw)(valueFrom)?.service;
        if (service === 'secretsmanager')
            return [secretOf(valueFrom, place)];
        if (service === 'ssm' || service === undefined)
            return [parameterOf(valueFrom, place)];
        return [];
    });
}
/** `arn:aws:secretsmanager:region:account:secret:name:json-key:version-stage:version-id`, where the last three may be empty or absent. */
function secretOf(text, where) {
    const arn = (0,core_arn/* parseArn */.Lw)(text);
    if (arn === undefined)
        return { kind: 'secret', id: text, stage: CURRENT, where };
    const [type = '', name = '', , stage = '', version = ''] = arn.resource.split(':');
    return {
        kind: 'secret',
        id: `arn:${arn.partition}:secretsmanager:${arn.region}:${arn.account}:${type}:${name}`,
        where,
        region: arn.region,
        account: arn.account,
        ...(version === '' ? { stage: stage === '' ? CURRENT : stage } : {}),
    };
}
/** What Secrets Manager calls the version that is meant where none is named. */
const CURRENT = 'AWSCURRENT';
function parameterOf(written, where) {
    const arn = (0,core_arn/* parseArn */.Lw)(written);
    if (arn === undefined)
        return { kind: 'parameter', written, names: [unversioned(written)], where };
    const path = unversioned(arn.resource.replace(/^parameter\//, ''));
    return {
        kind: 'parameter',
        written,
        names: path.includes('/') ? [`/${path}`] : [path, `/${path}`],
        where,
        region: arn.region,
        account: arn.account,
    };
}
/** A version or a label stands behind a colon, which no name has. */
function unversioned(name) {
    return name.replace(/:.*$/, '');
}
function logGroupOf({ logDriver, options }, where) {
    if (logDriver !== 'awslogs' || !(0,task_definition/* isRaw */.Zi)(options))
        return [];
    const { 'awslogs-group': name, 'awslogs-region': region, 'awslogs-create-group': creates } = options;
    if (typeof name !== 'string')
        return [];
    return [
        {
            kind: 'log-group',
            name,
            madeByDriver: creates === 'true',
            where,
            ...(typeof region === 'string' ? { region } : {}),
        },
    ];
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/room.js
// Whether a rolling update can move at all: minimumHealthyPercent is rounded up and maximumPercent down, so a small service may have room for
// neither a new task more nor an old one less. ECS then says so in an event and waits for ever.
/**
 * `isSettled`: what runs now had succeeded. Where it had not, its tasks may be unhealthy, and ECS may stop those at any time.
 * Rounding: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
function roomFindings(service, isSettled) {
    const { name, desiredCount, runningCount, minimumHealthyPercent, maximumPercent } = service;
    if (service.controller !== 'ECS' || service.strategy !== 'ROLLING' || desiredCount < 1 || runningCount < 1)
        return [];
    const stays = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
    const most = Math.floor((desiredCount * maximumPercent) / 100);
    if (stays < desiredCount || most > desiredCount)
        return [];
    const isDaemon = service.schedulingStrategy === 'DAEMON';
    // How the daemon scheduler rounds is written nowhere; without any rounding there is no doubt.
    const isSure = isDaemon ? minimumHealthyPercent >= 100 : isSettled && runningCount >= desiredCount;
    const lower = Math.floor(((desiredCount - 1) * 100) / desiredCount);
    const higher = Math.ceil(((desiredCount + 1) * 100) / desiredCount);
    const remedy = isDaemon
        ? `Set minimumHealthyPercent to ${lower} or less.`
        : `Set maximumPercent to ${higher} or more, or minimumHealthyPercent to ${lower} or less.`;
    return [
        {
            kind: isSure ? 'problem' : 'warning',
            text: `deployment configuration: "${name}" has no room for a rolling update. With a desired count of ${desiredCount}, minimumHealthyPercent ${minimumHealthyPercent} keeps ${tasks(stays)} (rounded up) and maximumPercent ${maximumPercent} allows ${tasks(most)} (rounded down), so ECS can neither stop an old task nor start a new one. ${remedy}`,
        },
    ];
}
function tasks(count) {
    return count === 1 ? '1 task' : `${count} tasks`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/settings.js
// Settings of a service under which a release may do harm although it will work: few, and each with what to write instead.

/** `definition`: what is to be deployed. */
function settingFindings(service, definition) {
    return [breaker(service), minimum(service), grace(service, definition), rebalancing(service)].flatMap((text) => text === undefined ? [] : [{ kind: 'warning', text }]);
}
const ON_WITH_ROLLBACK = 'deployment_circuit_breaker { enable = true, rollback = true }';
function breaker({ name, circuitBreaker, raw }) {
    if (watchedByAlarms(raw))
        return undefined;
    if (!circuitBreaker.enable)
        return `circuit breaker: it is off for "${name}", so ECS goes on starting tasks of a release that cannot run, also when nobody watches any more. Turn it on: ${ON_WITH_ROLLBACK}`;
    if (!circuitBreaker.rollback)
        return `circuit breaker: it is on for "${name}" but does not roll back, so ECS leaves a release that failed as it is. Let it go back: ${ON_WITH_ROLLBACK}`;
    return undefined;
}
/** Alarms that end a deployment and roll it back do what the breaker would. */
function watchedByAlarms({ deploymentConfiguration }) {
    const alarms = (0,task_definition/* isRaw */.Zi)(deploymentConfiguration) ? deploymentConfiguration.alarms : undefined;
    return (0,task_definition/* isRaw */.Zi)(alarms) && alarms.enable === true && alarms.rollback === true;
}
function minimum(service) {
    const { name, strategy, schedulingStrategy, desiredCount, minimumHealthyPercent } = service;
    // A daemon has nowhere to go but to the place of the task before it.
    if (strategy !== 'ROLLING' || schedulingStrategy === 'DAEMON' || desiredCount < 1 || minimumHealthyPercent > 0)
        return undefined;
    return `minimumHealthyPercent: it is 0 for "${name}", so ECS may stop every old task before a new one is healthy, and nothing serves meanwhile. Give 100 (with maximumPercent 200) where there is room for new tasks beside the old ones`;
}
function grace({ name, loadBalancers, healthCheckGracePeriodSeconds }, definition) {
    const behind = new Set(loadBalancers.map(({ containerName }) => containerName));
    const slowest = Math.max(0, ...(0,task_definition/* containersOf */.Mz)(definition)
        .filter((container) => behind.has(String(container.name)))
        .map(({ healthCheck }) => ((0,task_definition/* isRaw */.Zi)(healthCheck) ? Number(healthCheck.startPeriod ?? 0) : 0)));
    if (healthCheckGracePeriodSeconds >= slowest)
        return undefined;
    const has = healthCheckGracePeriodSeconds === 0 ? 'none' : `${healthCheckGracePeriodSeconds} s`;
    return `healthCheckGracePeriodSeconds: the container behind the load balancer of "${name}" may take ${slowest} s to start (startPeriod), but the grace period is ${has}: ECS may stop a new task because the load balancer does not find it healthy yet. Give at least ${slowest}`;
}
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html (what it cannot be used with) */
function rebalancing({ name, schedulingStrategy, maximumPercent, raw }) {
    if (raw.availabilityZoneRebalancing !== 'ENABLED' || schedulingStrategy === 'DAEMON' || maximumPercent > 100)
        return undefined;
    return `availabilityZoneRebalancing: it is on for "${name}", but ECS cannot rebalance with maximumPercent ${maximumPercent}: a task is replaced by starting the new one first. Give maximumPercent more than 100, or turn the rebalancing off`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/verify.js
// The checks before anything is touched: what they need is read side by side, and everything that was found is told at once.










/** Whether what a definition names is there. It changes nothing, and reads no value of a secret. */
async function definitionFindings(api, { situation, definition }) {
    const named = referencesOf(definition);
    const of = (kind) => named.filter((reference) => reference.kind === kind);
    const ownAccount = (0,core_arn/* parseArn */.Lw)(situation.service.arn)?.account ?? '';
    const read = await Promise.all([
        checkSecrets(api, of('secret'), ownAccount),
        checkParameters(api, of('parameter'), ownAccount),
        checkLogGroups(api, of('log-group')),
    ]);
    return read.flat();
}
/** Whether the service can be deployed to as it stands, which another deployment may change. */
async function serviceFindings(api, { situation, definition, alarms }) {
    const { service } = situation;
    const read = await Promise.all([
        checkPlatforms(api, situation, definition),
        checkTraffic(api, situation),
        checkAlarms(api, service, alarms),
    ]);
    return [...roomFindings(service, hasSettled(situation)), ...read.flat(), ...settingFindings(service, definition)];
}
function hasSettled({ service, deployments: [newest] }) {
    return newest?.status === 'SUCCESSFUL' && (0,history_history/* isInCharge */.w2)(service, newest.targetRevisionArn);
}
async function checkSecrets(api, references, ownAccount) {
    const ask = onceFor((id, { region }) => secretPresence(api, id, inRegion(region)));
    const found = references.map(async (reference) => secretFindings(reference, seenFrom(ownAccount, reference, await ask(reference.id, reference))));
    return (await Promise.all(found)).flat();
}
async function checkLogGroups(api, references) {
    const ask = onceFor((_key, { name, region }) => logGroupPresence(api, name, inRegion(region)));
    const found = references.map(async (reference) => reference.madeByDriver
        ? [madeByDriver(reference)]
        : logGroupFindings(reference, await ask(`${reference.region} ${reference.name}`, reference)));
    return (await Promise.all(found)).flat();
}
/** All of a region are asked for together. */
async function checkParameters(api, references, ownAccount) {
    const foreign = references.filter(({ account = ownAccount }) => account !== ownAccount);
    // References to secrets and AWS's own public parameters can be read, and are listed nowhere (AWS: "Referencing Secrets Manager secrets from Parameter Store").
    const unlisted = references.filter((reference) => !foreign.includes(reference) && reference.names.some((name) => name.startsWith('/aws/')));
    const own = references.filter((reference) => !foreign.includes(reference) && !unlisted.includes(reference));
    const found = [...Map.groupBy(own, ({ region }) => region)].map(async ([region, group]) => {
        const names = [...new Set(group.flatMap((reference) => reference.names))];
        const existing = await existingParameters(api, names, inRegion(region));
        return group.flatMap((reference) => parameterFindings(reference, presenceOf(reference, existing)));
    });
    return [
        ...(await Promise.all(found)).flat(),
        ...foreign.flatMap((reference) => parameterFindings(reference, { kind: 'unknown', why: "it is another account's" })),
        ...unlisted.flatMap((reference) => parameterFindings(reference, { kind: 'unknown', why: 'AWS lists no names that begin with /aws/' })),
    ];
}
function presenceOf({ names }, existing) {
    if (existing.kind !== 'there')
        return existing;
    return names.some((name) => existing.names.has(name)) ? { kind: 'there' } : { kind: 'missing', near: [] };
}
function inRegion(region) {
    return region === undefined ? {} : { region };
}
/** What several containers name is asked for once. */
function onceFor(ask) {
    const asked = new Map();
    return (key, subject) => {
        const known = asked.get(key) ?? ask(key, subject);
        asked.set(key, known);
        return known;
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/gate.js
// Where the checks stand in a run: before it waits for anybody or registers anything, once more after it has waited; and beside whatever else is
// wrong with it.











/**
 * Asked a second time, after another deployment was waited for, it looks at the service again, which that deployment may have changed, and says
 * nothing twice. `lookedUp`: references of images that this run has looked up already. Throws one UserError with every problem.
 */
function verified(run, lookedUp) {
    const { request, context } = run;
    const said = new Set();
    const ofDefinition = oncePerDefinition(async (api, checked) => {
        const { definition, situation } = checked;
        // Whether what is gone back to can be pulled was asked when it was chosen.
        const images = request.rollbackTo === undefined ? checkUnnamedImages(api, definition, situation.running, lookedUp) : [];
        return (await Promise.all([definitionFindings(api, checked), images])).flat();
    });
    const unsaid = (texts) => texts.filter((text) => !said.has(text));
    return async (situation, wanted) => {
        if (request.verify === 'off')
            return NOTHING;
        const found = judged(await findingsOf(run, situation, wanted, ofDefinition), modeOf(run));
        if (found.problems.length > 0)
            throw new errors/* UserError */.yo(found.problems);
        const [warnings, notices] = [unsaid(found.warnings), unsaid(found.notices)];
        if (warnings.length > 0)
            context.log.annotate('warning', 'Before this deployment', warnings.join('\n'));
        if (notices.length > 0)
            context.log.annotate('notice', 'Not checked', notices.join('\n'));
        for (const text of [...warnings, ...notices])
            said.add(text);
        return found;
    };
}
async function findingsOf(run, situation, wanted, ofDefinition) {
    const door = doorOf(run);
    const alarms = run.request.settings.alarms?.names ?? [];
    const asked = asAsked(run, situation);
    // What only changes settings starts no task: just the names that it gives can be wrong.
    if (wanted === undefined)
        return alarms.length === 0 ? [] : checkAlarms(door, asked.service, alarms);
    const definition = typeof wanted === 'string' ? await registered(run, situation, wanted) : wanted;
    const checked = { situation: asked, definition, alarms };
    const found = await Promise.all([ofDefinition(door, checked), serviceFindings(door, checked)]);
    return found.flat();
}
/** The same definition names the same things, whatever became of the service meanwhile. */
function oncePerDefinition(read) {
    const known = new Map();
    return (api, checked) => {
        const key = contentKey(checked.definition);
        const found = known.get(key) ?? read(api, checked);
        known.set(key, found);
        return found;
    };
}
const NOTHING = { problems: [], warnings: [], notices: [] };
/** A service that this runner cannot reach makes a check unknown, and is not worth a long wait. */
const gate_GIVE_UP_AFTER_MS = 10_000;
/** Whoever flees is not kept waiting at all: what is not answered at once is not known. */
function doorOf({ request, api, context: { clock, random, signal } }) {
    return request.rollbackTo === undefined
        ? (0,retry/* withRetry */.b)(api, { clock, random, signal, giveUpAfterMs: gate_GIVE_UP_AFTER_MS })
        : api;
}
/** For a run that fails already: the problems that the checks would have found, so that all are told at once. */
function alsoWrong(run, situationRead, sourceRead) {
    return async (failure) => {
        if (!(failure instanceof errors/* UserError */.yo))
            throw failure;
        throw new errors/* UserError */.yo([...failure.problems, ...(await problemsBeside(run, situationRead, sourceRead))], {
            cause: failure,
        });
    };
}
async function problemsBeside(run, situationRead, sourceRead) {
    const [read, source] = await Promise.allSettled([situationRead, sourceRead]);
    // Without these two nobody knows what would be deployed.
    if (run.request.verify !== 'fail' || read.status === 'rejected' || source.status === 'rejected')
        return [];
    const { situation } = read.value;
    const { definition } = editedDefinition(run.request, source.value ?? situation.running, situation);
    try {
        return judged(await findingsOf(run, situation, definition, definitionFindings), modeOf(run)).problems;
    }
    catch (error) {
        // What is wrong already is told, whatever becomes of the rest.
        if (error instanceof errors/* AwsFailure */.OQ)
            return [];
        throw error;
    }
}
function modeOf({ request }) {
    return { mode: request.verify, isRollback: request.rollbackTo !== undefined };
}
/** Mostly it ran before, and was read with the history. */
async function registered({ patient }, { deployments }, arn) {
    const ran = deployments.find(({ target }) => target?.taskDefinitionArn === arn)?.target;
    return ran?.definition ?? (await (0,ecs/* describeTaskDefinition */.oh)(patient, arn)).definition;
}
/** Settings that go with the release count already. */
function asAsked({ request }, situation) {
    return withSettings(situation, editService(situation.service.raw, request.settings));
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/prepare.js
// Before anything is touched: reads what there is, plans, and waits for the end of a deployment that is in the way.













/** Throws one UserError with every problem of inputs, service, definition and images. */
async function prepare(run) {
    const { context, request, target, patient } = run;
    const { log, inputs, clock } = context;
    const doing = request.rollbackTo === undefined ? 'Deploying to' : 'Going back on';
    log.line(`${doing} service ${target.service} on cluster ${target.cluster}.`);
    sayOrigins(log, inputs);
    // Which release came first decides what was rolled back from, so a way back reads all; a plain deployment needs only the newest.
    const contents = request.rollbackTo === undefined ? 0 : HISTORY;
    let readAt = clock.now();
    const { reading: first, source, images } = await readAll(run, contents);
    const verify = verified(run, lookedUpImages(images, source));
    for (let reading = first;; reading = await readSituation(patient, target, contents)) {
        const next = await planOnce(run, { reading, source, images, verify });
        if (!('waitFor' in next))
            return { reading, readAt, ...next };
        const ended = await waitForOther(run, reading, next.waitFor);
        if (ended !== undefined)
            return { reading, readAt, ended };
        readAt = clock.now();
    }
}
/** Side by side, so that one error tells every problem; says what could not be checked. */
async function readAll(run, contents) {
    const { request, target, patient, context } = run;
    const situationRead = readSituation(patient, target, contents);
    const sourceRead = readSource(patient, request.source, situationRead);
    const [reading, , source, images] = await allProblemsAtOnce([
        situationRead,
        sourceRead,
        pinSource(patient, request, situationRead, sourceRead),
        resolveImages(patient, request.images),
        refuseMisfits(request, situationRead, sourceRead),
    ]).catch(alsoWrong(run, situationRead, sourceRead));
    for (const { image, doubt } of images)
        if (doubt !== undefined)
            context.log.annotate('notice', 'Image not checked', `${image.repository}: ${doubt}`);
    for (const doubt of source.doubts)
        context.log.line(doubt);
    return { reading, source: source.definition, images };
}
/** The plan for what was read, with every check that it needs; `waitFor`: the deployment that is in the way. */
async function planOnce(run, { reading, source, images, verify }) {
    const { request, context, patient } = run;
    const notWaitedFor = await whyReplaced(run, reading);
    const situation = { ...reading.situation, ...(0,defined/* defined */.s)({ notWaitedFor }) };
    const plan = await decide(run, situation, source, images);
    if (plan.kind === 'wait') {
        // What the service runs is its own definition again, or another one, once the other deployment has ended.
        if (request.source.kind !== 'what-runs')
            await verify(situation, wantedOf(request, situation, source, images));
        return { waitFor: plan.deploymentArn };
    }
    const changes = plan.kind === 'deploy' || plan.kind === 'update' || (plan.kind === 'resume' && plan.edit !== undefined);
    const brought = plan.kind === 'deploy' ? (plan.register ?? plan.taskDefinitionArn) : undefined;
    const findings = changes ? await verify(situation, brought) : undefined;
    if (plan.kind === 'superseded')
        return { ended: { verdict: 'superseded', reason: plan.because } };
    const showsReleases = request.rollbackTo !== undefined && (plan.kind === 'refused' || request.dryRun);
    const releases = showsReleases ? await readReleases(run, situation) : undefined;
    if (plan.kind === 'refused')
        return { ended: { verdict: 'refused', reason: plan.because, ...(0,defined/* defined */.s)({ releases }) } };
    const refused = await refusedCommit(run, { ...reading, situation }, plan);
    if (refused !== undefined)
        return { ended: { verdict: 'refused', reason: refused } };
    if (plan.kind === 'deploy' && plan.replaces !== undefined && notWaitedFor !== undefined)
        context.log.line(`Service deployment ${(0,core_arn/* lastPart */.S_)(plan.replaces)} ${notWaitedFor}`);
    return { plan, ...(0,defined/* defined */.s)({ previous: await readPrevious(patient, situation, plan), releases, findings }) };
}
/** Says them, and hands them on for the summary. */
async function readReleases({ context, patient }, situation) {
    const releases = releasesOf(situation);
    const known = { releases, facts: await readImageFacts(patient, releases) };
    for (const line of describeReleases(known))
        context.log.line(line);
    return known;
}
/** As they stand in the definition that is to be deployed. */
function lookedUpImages(images, source) {
    const ofSource = (0,task_definition/* containersOf */.Mz)(source ?? {}).map(({ image }) => String(image));
    return new Set([...images.map(({ reference }) => reference), ...ofSource]);
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/report/serving.js
var report_serving = __nccwpck_require__(8538);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/describe-plan.js
// The plan as the log says it before anything is touched.







function describePlan(plan, situation) {
    const { service } = situation;
    const rule = ruleOf(plan).map((words) => `  ${words}`);
    const serving = `Serving now: ${(0,report_serving/* whatServes */.V)(service)}.`;
    switch (plan.kind) {
        case 'unchanged':
            return [`Nothing to do: ${plan.because}.`, serving];
        case 'resume':
            return [
                `Joining service deployment ${(0,core_arn/* lastPart */.S_)(plan.deploymentArn)} of ${(0,core_arn/* shortTaskDefinition */.P5)(plan.taskDefinitionArn)}, which is under way.`,
                ...rule,
                ...settingLines(plan),
                serving,
            ];
        case 'stop':
            return [`Going back by ending service deployment ${(0,core_arn/* lastPart */.S_)(plan.deploymentArn)}.`, ...rule, serving];
        case 'update':
            return [
                plan.edit.changes.length === 0
                    ? 'Nothing to change: the service has these settings, and is on its way there'
                    : 'Will change the service, which makes no deployment',
                ...settingLines(plan),
                ...waitLines(plan, situation),
                serving,
            ];
        case 'wait':
        case 'superseded':
        case 'refused':
            return [];
        case 'deploy':
            return [
                `Will ${whatIsDeployed(plan)}${plan.after === undefined ? '' : ` once service deployment ${(0,core_arn/* lastPart */.S_)(plan.after)} has ended`}`,
                ...rule,
                ...plan.changes.map((change) => `  ${describeChange(change)}`),
                ...(plan.changes.length === 0 ? ['  no difference to what the service runs'] : []),
                ...settingLines(plan),
                ...stayLines(plan.back?.stays ?? []),
                ...replacedLines(plan),
                ...waitLines(plan, situation),
                serving,
            ];
    }
}
function whatIsDeployed({ register, back, taskDefinitionArn = '' }) {
    if (register === undefined)
        return `deploy ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)} as it is`;
    return back === undefined
        ? `register a new revision of ${String(register.family)} and deploy it`
        : `register ${(0,core_arn/* shortTaskDefinition */.P5)(back.taskDefinitionArn)} anew, by the digests that ran, and deploy it`;
}
function replacedLines({ replaces }) {
    return replaces === undefined
        ? []
        : [`This takes the place of service deployment ${(0,core_arn/* lastPart */.S_)(replaces)}, which is in progress.`];
}
/** The part of the diff that is the service's own. */
function settingLines({ kind, edit }) {
    const changes = edit?.changes ?? [];
    const lines = changes.map((change) => `  ${describeChange(change)}`);
    const scales = changes.some(({ what }) => what === DESIRED_COUNT);
    return [
        ...(lines.length === 0 || kind === 'update' ? [] : ['and change the service with it']),
        ...lines,
        ...(scales ? ['  (Application Auto Scaling, where the service has it, may change the count again.)'] : []),
    ];
}
/** Whoever plans does not wait: what the difference is a difference to, if that is not what serves. */
function waitLines({ after }, { service, deployments }) {
    const moving = deployments.find(({ arn }) => arn === after);
    if (after === undefined)
        return [];
    const lines = [`Before that it would wait for service deployment ${(0,core_arn/* lastPart */.S_)(after)}, which is in progress.`];
    if (moving === undefined || (0,history_history/* isGoingBack */.s6)(moving))
        return lines;
    const standing = (0,core_arn/* shortTaskDefinition */.P5)(service.taskDefinitionArn);
    return [
        ...lines,
        `This plan is for when that has succeeded: its differences are those to ${standing}. If it is rolled back, the deployment is planned anew from what serves then.`,
    ];
}
/** For the report of a dry run. */
function inShort(plan, situation) {
    const [first = ''] = describePlan(plan, situation);
    return [(0,core_sentence/* open */.ho)(first), ...ruleOf(plan)].join(': ');
}
function ruleOf(plan) {
    return 'rule' in plan && plan.rule !== undefined ? [plan.rule] : [];
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
    const arn = parseArn(taskArn);
    const cluster = arn === undefined ? undefined : /^task\/([^/]+)\/[^/]+$/.exec(arn.resource)?.[1];
    if (arn === undefined || cluster === undefined)
        return undefined;
    return `https://${arn.region}.console.${consoleHost(arn.region)}/ecs/v2/clusters/${cluster}/tasks/${lastPart(taskArn)}?region=${arn.region}`;
}
function consoleHost(region) {
    if (region.startsWith('cn-'))
        return 'amazonaws.cn';
    return region.startsWith('us-gov-') ? 'amazonaws-us-gov.com' : 'aws.amazon.com';
}
/** The service's page; its ARN tells the region. */
function serviceConsoleUrl(serviceArn, cluster) {
    const region = (0,core_arn/* parseArn */.Lw)(serviceArn)?.region ?? '';
    return `https://${region}.console.${consoleHost(region)}/ecs/v2/clusters/${(0,core_arn/* lastPart */.S_)(cluster)}/services/${(0,core_arn/* lastPart */.S_)(serviceArn)}?region=${region}`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/section.js
// What the checks said, for the job summary.

/** Undefined where there is nothing to say. */
function findingsSection({ warnings, notices }) {
    const lines = [...warnings, ...notices.map((notice) => `not checked: ${notice}`)];
    return lines.length === 0
        ? undefined
        : `**Before this deployment**\n\n${lines.map((line) => `- ${(0,markdown/* escaped */.Mk)(line)}`).join('\n')}`;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/evidence-sections.js
// The parts of the job summary that show what was seen: causes, targets, what changed, events.





/** They mostly say the same. */
const MOST_TARGETS = 5;
/** `told`: the cause whose meaning stands above already. */
function causeSection(causes, told) {
    const parts = causes.map((cause) => {
        const { explanation, log, container, tasks, hint } = cause;
        const ids = tasks
            .slice(0, 3)
            .map(({ taskArn }) => (0,markdown/* code */.aY)((0,core_arn/* lastPart */.S_)(taskArn).slice(0, 8)))
            .join(', ');
        const tail = log.length === 0
            ? undefined
            : `Last log lines of container ${(0,markdown/* code */.aY)(container ?? '')}:\n\n${(0,markdown/* block */.om)(log.join('\n'))}`;
        const which = tasks.length === 0 ? '' : ` (${tasks.length === 1 ? 'task' : 'tasks'} ${ids}${tasks.length > 3 ? ', …' : ''})`;
        // The headline has said it, where there are no plainer words.
        const isSaid = cause === told && hint === undefined && log.length > 0;
        return (0,markdown/* joined */.oR)(isSaid ? `As said above${which}.` : `${(0,markdown/* escaped */.Mk)(explanation)}${which}`, hint === undefined
            ? undefined
            : `${hint.meaning === told?.hint?.meaning ? '' : `That means: ${(0,markdown/* escaped */.Mk)((0,core_sentence/* ended */.v6)(hint.meaning))} `}[What AWS writes about it](${hint.source})`, tail);
    });
    return (0,markdown/* joined */.oR)('**Cause**', ...parts);
}
function targetSection(unwell) {
    if (unwell.length === 0)
        return undefined;
    const rows = unwell
        .slice(0, MOST_TARGETS)
        .map(({ address, port, state, reason = '', description = '' }) => [
        (0,markdown/* code */.aY)(`${address}:${port}`),
        (0,markdown/* escaped */.Mk)(state),
        (0,markdown/* escaped */.Mk)(reason),
        (0,markdown/* escaped */.Mk)(description),
    ]);
    return (0,markdown/* joined */.oR)('What the load balancer last said:', (0,markdown/* table */.tp)(['Target', 'State', 'Reason', ''], rows));
}
function changesSection(title, changes) {
    return changes.length === 0
        ? undefined
        : (0,markdown/* details */.zH)(`${title} (${changes.length})`, (0,markdown/* block */.om)(changes.map(describeChange).join('\n'), 'diff'));
}
function eventsSection({ seen }) {
    if (seen === undefined)
        return undefined;
    const since = seen.deployment.createdAt;
    const lines = seen.service.events
        .filter(({ at }) => at >= since)
        // ECS lists the newest first, also among those of one second.
        .toReversed()
        .map(({ at, message }) => `${new Date(at).toISOString().slice(11, 19)}  ${message}`);
    return lines.length === 0
        ? undefined
        : (0,markdown/* details */.zH)(`Service events since the deployment began (${lines.length}; ${(0,snapshots/* rolloutIdOf */.c)(seen.deployment.target.revisionArn)})`, (0,markdown/* block */.om)(lines.join('\n')));
}

// EXTERNAL MODULE: ./build/lib/core/causes.js + 3 modules
var core_causes = __nccwpck_require__(7774);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/told-cause.js
// The cause that the reason of a red end names: in plain words where they are known, and in ECS's own.

/** Of the tasks that stopped, then of those that never came to be. */
function causesOf({ seen, causes = [] }) {
    if (seen === undefined)
        return causes;
    const { deployment, service } = seen;
    return [...seen.causes, ...(0,core_causes/* causesOfEvents */.TZ)(service.events.filter(({ at }) => at >= deployment.createdAt))];
}
/** Undefined where the reason names none. */
function toldCause(outcome) {
    return causesOf(outcome).find(({ sentence }) => outcome.reason.includes(sentence));
}
/** The reason with what the cause means in place of ECS's words, where they are no plain ones. */
function inPlainWords(outcome) {
    const told = toldCause(outcome);
    const meaning = told?.hint?.meaning;
    return told === undefined || meaning === undefined
        ? outcome.reason
        : outcome.reason.replace(told.sentence, () => meaning);
}
/** ECS's words and the last ones of the container, where the headline has plain ones in their place. */
function inDetail(outcome) {
    const told = toldCause(outcome);
    return told?.hint === undefined ? undefined : told.sentence;
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/headline.js
// The one sentence that says how a deployment ended: in the log, on the run's page and at the top of the summary.








function headlineOf(outcome) {
    const { verdict, reason, taskDefinitionArn, service, durationMs, isRollback, seen, isUpdate } = outcome;
    const what = taskDefinitionArn === undefined ? service.name : (0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn);
    const took = (0,duration/* renderDuration */.PP)(durationMs);
    switch (verdict) {
        case 'deployed': {
            const rest = [seen === undefined ? '' : (0,early_success/* stillMoves */.$b)(seen), otherCount(outcome)].filter((words) => words !== '');
            return `${[`${what} serves${isRollback ? ' again' : ''} on ${service.name} (${took})`, ...rest].join('; ')}.`;
        }
        case 'shifted':
            return `${what} on ${service.name}: ${reason} (${took}).`;
        case 'unchanged':
            return `Nothing to do: ${reason}.`;
        case 'idle':
            return `${what} is deployed on ${service.name}, whose desired count is 0: nothing serves.`;
        case 'updated':
            return `${service.name} was updated: ${reason}. That makes no deployment. Serving: ${(0,report_serving/* whatServes */.V)(service)} (${took}).`;
        case 'planned':
            return `Dry run: nothing was changed. ${(0,core_sentence/* ended */.v6)(reason)}`;
        case 'started':
            if (isUpdate === true)
                return `${service.name} has the settings that were asked for. Nobody watches until as many tasks run (wait-until: none).`;
            return `${what} was handed to ECS for ${service.name}; nobody watches (wait-until: none).`;
        default:
            return (0,core_sentence/* ended */.v6)(redHeadline(verdict, outcome, { what, why: inPlainWords(outcome) }));
    }
}
/** What was set, and is something else by now. */
function otherCount({ serviceChanges = [], seen }) {
    const asked = serviceChanges.find(({ what }) => what === DESIRED_COUNT)?.after;
    const count = seen?.service.desiredCount;
    return asked === undefined || count === undefined || asked === String(count)
        ? ''
        : `its desired count was to be ${asked} and is ${count}`;
}
/** `why`: the reason, with what a cause means in place of ECS's words. */
function redHeadline(verdict, { service, taskDefinitionArn, deploymentArn, isUpdate, done }, { what, why }) {
    const { name } = service;
    switch (verdict) {
        case 'refused':
            return `${(0,core_sentence/* ended */.v6)(sentences(why.replace(`. ${WAYS_OUT}`, '')))} ${done ?? 'Nothing was touched.'}`;
        case 'rolled-back':
            return `${what} was rolled back by ${inFull(why)}`;
        case 'failed':
            return `${what} failed on ${name}: ${why}`;
        case 'rollback-failed':
            return `${what} failed on ${name}, and so did the way back: ${why}`;
        case 'timed-out':
            if (isUpdate === true)
                return `${name} does not run as many tasks as were asked for: ${why}`;
            return deploymentArn === undefined
                ? withDone((0,core_sentence/* upperFirst */.Zb)(why), done)
                : `${what} did not come to its end on ${name} in time: ${why}`;
        case 'unobserved':
            if (isUpdate === true || deploymentArn !== undefined)
                return `What became of ${what} on ${name} is not known: ${why}`;
            if (done !== undefined)
                return `The deployment ${taskDefinitionArn === undefined ? '' : `of ${what} `}to ${name} did not get under way: ${(0,core_sentence/* ended */.v6)(why)} ${done}`;
            return taskDefinitionArn === undefined
                ? `The deployment to ${name} did not get under way: ${why}`
                : `Whether ${what} is on its way to ${name} is not known: ${why}`;
        case 'superseded':
            return taskDefinitionArn === undefined ? `Nothing was touched on ${name}: ${why}` : `${what} on ${name}: ${why}`;
        case 'cancelled':
            return why.startsWith('cancelled ')
                ? withDone(`The job was ${why}`, done)
                : `The job was cancelled while ${what} was on its way to ${name}: ${why}`;
    }
}
function withDone(headline, done) {
    return done === undefined ? headline : `${(0,core_sentence/* ended */.v6)(headline)} ${done}`;
}
/** Several problems stand in lines of their own in the output; one that begins with the name of an input or of an operation keeps it as it is written. */
function sentences(reason) {
    return reason
        .split('\n')
        .map((line) => (0,core_sentence/* open */.ho)(/^[a-z-]+:/.test(line) ? line : (0,core_sentence/* upperFirst */.Zb)(line)))
        .join('. ');
}
/** Who rolled back is one word in the output, for machines. */
const WHO = [
    [/^breaker\b/, "ECS's circuit breaker"],
    [/^alarm\b/, 'the alarm'],
    [/^failed-tasks\b/, 'Slipway after too many failed tasks'],
    [/^image\b/, 'Slipway because its image cannot be had'],
    [/^gate:/, 'a lifecycle hook:'],
    [/^deadline\b/, 'Slipway at the deadline'],
    [/^cancel\b/, 'Slipway when the job was cancelled'],
];
function inFull(reason) {
    const [counted, failures, threshold] = /^breaker \((\d+) failures, threshold (\d+)\)/.exec(reason) ?? [];
    if (counted !== undefined)
        return `ECS's circuit breaker after ${failures} failed tasks (its threshold is ${threshold})${reason.slice(counted.length)}`;
    const [word, words] = WHO.find(([known]) => known.test(reason)) ?? [];
    return word === undefined || words === undefined ? reason : reason.replace(word, words);
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/next-steps.js
// What to do next, for each way a deployment can end badly.








function nextSteps(outcome) {
    const { lacks, verdict, previousTaskDefinitionArn: previous } = outcome;
    if (lacks === undefined)
        return next_steps_stepsOf(outcome);
    if (verdict === 'refused')
        return [`allow the role ${lacks}, then run this job again`];
    const goBack = verdict === 'cancelled' || previous === undefined ? '' : `, then ${goBackTo(previous)}`;
    return [`allow the role ${lacks}${goBack}`, ...next_steps_stepsOf(outcome)];
}
function next_steps_stepsOf(outcome) {
    const kept = keptSettings(outcome);
    switch (outcome.verdict) {
        case 'rolled-back':
            return [...hints(outcome), again(outcome), ...kept];
        case 'rollback-failed':
            return [...hints(outcome), afterFailedRollback(outcome)];
        case 'failed':
            if (outcome.seen !== undefined && isDeleted(outcome.seen))
                return ['find out who deleted the service; make it again, then run this job again'];
            return [...hints(outcome), `${again(outcome)}${orGoBack(outcome)}`, ...kept];
        case 'timed-out':
            return afterTimeOut(outcome);
        case 'superseded':
            return [afterSuperseded(outcome)];
        case 'refused':
            if (outcome.reason.endsWith(WAYS_OUT))
                return [`${WAYS_OUT.charAt(0).toLowerCase()}${WAYS_OUT.slice(1)}`];
            // AWS refused what it was sent, in words of its own; every other problem has its remedy beside it.
            if (outcome.done !== undefined)
                return ['look at what AWS said, mend that, and run this job again'];
            return outcome.releases === undefined
                ? []
                : ['name one of the releases that this step lists, by its revision, an image tag or the digest of its image'];
        case 'unobserved':
            return [
                outcome.deploymentArn === undefined
                    ? 'once that is mended, or AWS answers again, run this job again'
                    : `once that is mended, or AWS answers again, run this job again: it joins the deployment and watches on; or ${followIt(outcome.deploymentArn)}`,
            ];
        case 'cancelled':
            return [afterCancel(outcome)];
        default:
            return [];
    }
}
function followIt(deploymentArn) {
    return `follow it with aws ecs describe-service-deployments --service-deployment-arns ${(0,shell_word/* shellWord */.r)(deploymentArn)}`;
}
function lookAtService({ cluster, service }) {
    return `look at what ECS says of the service (aws ecs describe-services --cluster ${(0,shell_word/* shellWord */.r)((0,core_arn/* lastPart */.S_)(cluster))} --services ${(0,shell_word/* shellWord */.r)(service.name)})`;
}
/** Empty where there is nothing to go back to, and where another step says it. */
function orGoBack({ previousTaskDefinitionArn: previous, lacks }) {
    return previous === undefined || lacks !== undefined ? '' : `; or ${goBackTo(previous)}`;
}
function goBackTo(taskDefinitionArn) {
    return `go back: run deploy-ecs with rollback-to: ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)}`;
}
function afterFailedRollback(outcome) {
    return outcome.previousTaskDefinitionArn === undefined
        ? `there is no release to go back to, because none of this service has succeeded yet: ${again(outcome)}`
        : `nobody can promise what serves: ${lookAtService(outcome)}, then deploy a release that is known to work`;
}
function afterTimeOut(outcome) {
    const { deploymentArn, seen } = outcome;
    if (outcome.isUpdate === true)
        return [...hints(outcome), `${lookAtService(outcome)}, and run this job again to watch on`];
    if (deploymentArn === undefined)
        return [
            'run this job again later, or let it take the place of the deployment in progress with on-deployment-in-progress: replace',
        ];
    const follow = followIt(deploymentArn);
    if (seen === undefined)
        return [`run this job again to watch on, or ${follow}`];
    if (seen.goingBackSince !== undefined)
        return [...hints(outcome), `ECS goes on by itself, and nothing need be done for that: ${follow}`, again(outcome)];
    const decisions = (0,stages/* decisionsOf */.bB)(seen.deployment);
    if (decisions.length > 0)
        return [...decisions.map((how) => `decide: ${how}`), 'then run this job again to watch on'];
    if ((0,judgement/* isBad */.e2)(seen))
        return [...hints(outcome), `ECS goes on trying: ${again(outcome)}${orGoBack(outcome)}`];
    return [
        ...hints(outcome),
        ...protectionSteps(outcome),
        `the deployment may still succeed: run this job again to watch on, or ${follow}${orGoBack(outcome)}`,
    ];
}
/** All that is new runs, and old tasks do not go. Which of them are protected is nothing that a deployment tells. */
function protectionSteps({ seen, cluster }) {
    if (seen === undefined || (0,stages/* isShifting */.L9)(seen.service))
        return [];
    const { target, sources } = seen.deployment;
    return target.requested > 0 && target.running >= target.requested && sources.some(({ running }) => running > 0)
        ? [
            `ECS stops old tasks once the new ones are healthy: look at their health checks; if they are healthy, old tasks may be protected (task scale-in protection, 2 hours unless set, 48 at most): aws ecs get-task-protection --cluster ${(0,shell_word/* shellWord */.r)((0,core_arn/* lastPart */.S_)(cluster))} --tasks …`,
        ]
        : [];
}
function afterSuperseded({ isUpdate, seen }) {
    if (isUpdate === true)
        return 'find out who sets the desired count; where Application Auto Scaling does, leave desired-count out';
    const newer = seen?.supersededBy?.arn;
    return `nothing is to be done here: look at the run of the newer deployment${newer === undefined ? '' : `, or ${followIt(newer)}`}`;
}
function afterCancel(outcome) {
    const { isUpdate, deploymentArn, seen } = outcome;
    if (isUpdate === true)
        return 'run this job again to watch on';
    if (['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(seen?.deployment.status ?? ''))
        return 'the deployment has ended: the next run begins with what stands';
    if (deploymentArn === undefined)
        return 'nothing is to be undone; run this job again to deploy';
    return `the next run waits for what still moves, or joins it; ${followIt(deploymentArn)}`;
}
/** Settings belong to no service revision, so that no rollback brings them back. */
function keptSettings({ deploymentArn, serviceChanges = [] }) {
    return deploymentArn === undefined || serviceChanges.length === 0
        ? []
        : [`what this step set of the service stays set, also after a rollback: ${serviceChanges.map(inWords).join('; ')}`];
}
/** What to do about the causes that were found, the most frequent first, and about what kept this step from seeing more. */
function hints(outcome) {
    const told = toldCause(outcome)?.hint?.meaning;
    const remedies = causesOf(outcome)
        .slice(0, 3)
        .map((cause) => cause.hint === undefined || cause.hint.meaning === told
        ? remedyOf(cause, outcome)
        : `${cause.hint.meaning}: ${remedyOf(cause, outcome)}`);
    return [...new Set([...remedies, ...alarmSteps(outcome), ...deniedSteps(outcome)])];
}
function remedyOf({ fault, hint, log, container }, { isUpdate }) {
    if (hint !== undefined)
        return hint.remedy;
    if (fault === 'application')
        return log.length > 0
            ? `read the last log lines of container "${container}", in ${isUpdate === true ? '' : "the group Watch of this step's log and in "}the job summary: they mostly say why its program ended`
            : `the program in container "${container}" ended, and no log line of it could be read: look at its log configuration, and at where it logs to`;
    if (fault === 'health')
        return 'the tasks run but do not pass their health check: compare its path, port, expected codes and grace period with what the container answers';
    return 'the tasks could not be started: look at what the reason names (image, secrets, network, capacity)';
}
/** Most causes outside of the application are mended in the account, and then the same commit will do. */
function again(outcome) {
    const cause = toldCause(outcome) ?? causesOf(outcome)[0];
    return cause?.fault === 'platform'
        ? 'once that is mended, run this job again (a new commit is needed only where a file of the repository had to change)'
        : 'fix the cause and push again (where it lay outside the repository, as in a target group or a security group, run this job again)';
}
function alarmSteps({ seen }) {
    const { status = '', triggered = [] } = seen?.deployment.alarms ?? {};
    const [first] = triggered;
    if (status !== 'TRIGGERED' || first === undefined)
        return [];
    return [
        `${triggered.length === 1 ? 'alarm' : 'alarms'} ${triggered.join(', ')} went off during the deployment: look at what it measures (aws cloudwatch describe-alarm-history --alarm-name ${(0,shell_word/* shellWord */.r)(first)})`,
    ];
}
function deniedSteps({ seen }) {
    const denied = seen?.denied ?? [];
    return denied.length === 0
        ? []
        : [
            `this step could not look further, because its role may not call ${denied.join(', ')}: allow it, and the cause stands here next time`,
        ];
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/on-the-way.js
// Tasks of a release that serves all the same, and that ended on the way to it: it may die again.




/** `2 tasks of web:2 ended on the way: container "app" exited with code 1`, for each cause */
function endedOnTheWay(outcome) {
    const { taskDefinitionArn = '' } = outcome;
    return on_the_way_causesOf(outcome).map(({ sentence, tasks }) => {
        const count = `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`;
        const why = sentence.replace(/^\d+ tasks stopped: /, '');
        return (0,core_sentence/* ended */.v6)(`${count} of ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)} ended on the way: ${why}`);
    });
}
function onTheWaySection(outcome) {
    const told = endedOnTheWay(outcome);
    return told.length === 0
        ? undefined
        : (0,markdown/* joined */.oR)('**On the way**', told.map((sentence) => `- ${(0,markdown/* escaped */.Mk)(sentence)}`).join('\n'));
}
/** What the platform did needs nobody's care. */
function onTheWayAnnotations(outcome) {
    const told = endedOnTheWay(outcome);
    const isOwnFault = on_the_way_causesOf(outcome).some(({ fault }) => fault === 'application' || fault === 'health');
    return told.length === 0
        ? []
        : [{ level: isOwnFault ? 'warning' : 'notice', title: 'Tasks ended on the way', message: told.join('\n') }];
}
/** Of a deployment that somebody went back from they are not those of what serves. */
function on_the_way_causesOf({ seen }) {
    const meaning = seen === undefined ? undefined : rollout_rule/* MEANING */.ov[seen.deployment.status];
    return meaning === 'succeeded' || meaning === 'moving' ? (seen?.causes ?? []) : [];
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/report/report.js
// Plan, verdict and evidence → what the log, the job summary and the outputs say. Every red says why, what serves now, and what to do next.

















const GREEN = new Set([
    'deployed',
    'unchanged',
    'idle',
    'updated',
    'planned',
    'started',
    'shifted',
]);
function reportDeployment(outcome) {
    const { verdict } = outcome;
    return GREEN.has(verdict) ? reportGreen(outcome) : reportRed(outcome);
}
function reportGreen(outcome) {
    const { verdict } = outcome;
    const headline = headlineOf(outcome);
    const serving = verdict === 'planned' ? servingRow((0,report_serving/* servingOf */.K)(outcome)) : undefined;
    return {
        conclusion: 'success',
        verdict,
        headline,
        outputs: outputsOf(outcome),
        summary: (0,markdown/* joined */.oR)(`### Slipway deploy-ecs: ${verdict}`, (0,markdown/* escaped */.Mk)(headline), factsTable(outcome, serving), onTheWaySection(outcome), ...planSections(outcome)),
        annotations: onTheWayAnnotations(outcome),
    };
}
/** What happened, what serves, what to do: in the log, as the annotation and at the top of the summary. The evidence comes after. */
function reportRed(outcome) {
    const { verdict } = outcome;
    const headline = headlineOf(outcome);
    const serving = (0,report_serving/* servingOf */.K)(outcome);
    const next = nextSteps(outcome);
    const detail = inDetail(outcome);
    const told = [
        headline,
        ...(detail === undefined ? [] : [`In detail: ${(0,core_sentence/* ended */.v6)(detail)}`]),
        `${serving.title}: ${serving.what}.`,
        ...next.map((step) => `Next: ${step}`),
    ].join('\n');
    const causes = causesOf(outcome);
    return {
        conclusion: verdict === 'cancelled' ? 'cancelled' : 'failure',
        verdict,
        headline: told,
        outputs: outputsOf(outcome),
        summary: (0,markdown/* joined */.oR)(`### Slipway deploy-ecs: ${verdict}`, (0,markdown/* escaped */.Mk)(headline), `**${serving.title}:** ${(0,markdown/* escaped */.Mk)(serving.what)}`, next.length === 0 ? undefined : `**What to do next**\n\n${next.map((step) => `- ${(0,markdown/* escaped */.Mk)(step)}`).join('\n')}`, causes.length === 0 ? undefined : causeSection(causes, toldCause(outcome)), targetSection(outcome.seen?.unwell ?? []), factsTable(outcome), ...planSections(outcome), eventsSection(outcome)),
        annotations: [{ level: 'error', title: `Slipway deploy-ecs: ${verdict}`, message: told }],
    };
}
/** What was planned, and what was known before. */
function planSections(outcome) {
    return [
        staySection(outcome.stays ?? []),
        outcome.findings === undefined ? undefined : findingsSection(outcome.findings),
        outcome.releases === undefined ? undefined : releasesSection(outcome.releases),
        changesSection('What changed in the task definition', outcome.changes),
        changesSection('What changed in the service', outcome.serviceChanges ?? []),
    ];
}
function outputsOf(outcome) {
    const { taskDefinitionArn = '', service, changes, serviceChanges = [] } = outcome;
    return {
        reason: reasonOf(outcome),
        'task-definition-arn': taskDefinitionArn,
        'task-definition': (0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn),
        'previous-task-definition': (0,core_arn/* shortTaskDefinition */.P5)(outcome.previousTaskDefinitionArn ?? ''),
        'service-deployment-arn': outcome.deploymentArn ?? '',
        'duration-seconds': String(Math.round(outcome.durationMs / 1_000)),
        'console-url': serviceConsoleUrl(service.arn, outcome.cluster),
        diff: [...changes, ...serviceChanges].map(describeChange).join('\n'),
    };
}
/** Who reads nothing but the output has to learn from it what runs, where nobody can say what is in charge. */
function reasonOf({ verdict, reason, seen, service }) {
    const isOpen = verdict === 'failed' || verdict === 'rollback-failed';
    return isOpen ? `${(0,core_sentence/* open */.ho)(reason)}; running: ${(0,report_serving/* whatServes */.V)(seen?.service ?? service)}` : reason;
}
function servingRow({ title, what }) {
    return [title, (0,markdown/* escaped */.Mk)(what)];
}
function factsTable(outcome, serving) {
    const { verdict, service, taskDefinitionArn, previousTaskDefinitionArn, definition, deploymentArn } = outcome;
    // Where nothing changed, what one could go back to is no "before".
    const before = verdict === 'unchanged' ? undefined : previousTaskDefinitionArn;
    const images = (0,task_definition/* containersOf */.Mz)(definition ?? {}).map(({ name, image }) => `${(0,markdown/* escaped */.Mk)(String(name))}: ${(0,markdown/* code */.aY)((0,core_image/* shortImage */.Uq)(String(image)))}`);
    const rows = [
        [
            'Service',
            `[${(0,markdown/* escaped */.Mk)(service.name)}](${serviceConsoleUrl(service.arn, outcome.cluster)}) on cluster ${(0,markdown/* escaped */.Mk)((0,core_arn/* lastPart */.S_)(service.clusterArn))}`,
        ],
        taskDefinitionArn === undefined
            ? undefined
            : [
                'Task definition',
                `${(0,markdown/* code */.aY)((0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn))}${before === undefined ? '' : ` (before: ${(0,markdown/* code */.aY)((0,core_arn/* shortTaskDefinition */.P5)(before))})`}`,
            ],
        images.length === 0 ? undefined : ['Image', images.join('<br>')],
        serving,
        deploymentArn === undefined ? undefined : ['Service deployment', (0,markdown/* code */.aY)((0,core_arn/* lastPart */.S_)(deploymentArn))],
        ['Took', (0,duration/* renderDuration */.PP)(outcome.durationMs)],
    ];
    return (0,markdown/* valueTable */.su)(rows.filter((row) => row !== undefined));
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/report/untouched.js
var untouched = __nccwpck_require__(2321);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/in-vain.js
var in_vain = __nccwpck_require__(6281);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/not-begun.js
var not_begun = __nccwpck_require__(8848);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/ended-tasks.js + 2 modules
var ended_tasks = __nccwpck_require__(7884);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/settings/settled-step.js
// The rule of a changed count: green when as many tasks run as were asked for, and never because time went by.




function settledStep(asked) {
    return (history) => {
        const { latest: seen, now, startedAt, tally } = history;
        const { desiredCount: wanted, sent } = asked;
        const done = sent ? 'the settings are in place' : 'nothing was sent';
        const denied = (0,watch/* permanentFailure */.di)(history);
        if (denied !== undefined)
            return settle('unobserved', `${(0,core_sentence/* ended */.v6)(denied.message)} ${sent ? 'The settings are in place' : 'Nothing was sent'}.`);
        if (history.cancelledAt !== undefined)
            return settle('cancelled', `${done}; ECS goes on by itself`);
        if (seen !== undefined && !(0,watch/* isBlind */.iE)(history)) {
            if (isAsked(seen, wanted))
                return { kind: 'settle', verdict: { verdict: wanted === 0 ? 'idle' : sent ? 'updated' : 'unchanged' } };
            // The count of before may be an old answer; any other one is somebody's.
            if (seen.desiredCount !== wanted && seen.desiredCount !== asked.before.desiredCount)
                return settle('superseded', `the desired count was set to ${wanted}, and is ${seen.desiredCount} now: somebody else changed it, or Application Auto Scaling`);
        }
        if (now - startedAt >= asked.timeoutMs)
            return seen === undefined || (0,watch/* isBlind */.iE)(history)
                ? settle('unobserved', `could not see the service at the end: ${(0,watch/* describeTally */.O1)(tally)}; ${done}`)
                : settle('timed-out', `${done}, but after ${(0,duration/* renderDuration */.PP)(asked.timeoutMs)} ${described(seen)}${lastWords(asked, seen)}. ${(0,watch/* describeTally */.O1)(tally)}`);
        return { kind: 'wait', because: seen === undefined ? 'waiting for the first look' : described(seen) };
    };
}
function isAsked({ desiredCount, runningCount, pendingCount }, wanted) {
    return desiredCount === wanted && runningCount === wanted && pendingCount === 0;
}
/** `2 of 3 tasks run, 1 starting` */
function described({ desiredCount, runningCount, pendingCount }) {
    const starting = pendingCount > 0 ? `, ${pendingCount} starting` : '';
    return `${runningCount} of ${desiredCount} tasks run${starting}`;
}
/** What ECS said last, and had not said before. */
function lastWords({ before }, { events: [newest] }) {
    const isNew = newest !== undefined && before.events.every(({ id }) => id !== newest.id);
    return isNew ? ` (ECS said last: ${(0,core_sentence/* open */.ho)(eventLines([newest.message]).join())})` : '';
}
function settle(verdict, reason) {
    return { kind: 'settle', verdict: { verdict, reason } };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/settings/watch-settled.js
// Waits until as many tasks run as were asked for, where no deployment of this run tells when that is.












/** Until the tasks that run are as many as were asked for; where no count was asked for there is nothing to wait for. */
async function watchSettled(run, { service: before, running }, { service: taken, sent }) {
    const { log, clock } = run.context;
    const { desiredCount } = run.request.settings;
    let newest = { service: taken, lookedAt: clock.now() };
    if (desiredCount === undefined)
        return { verdict: sent ? 'updated' : 'unchanged', ...newest };
    if (run.request.waitUntil === 'none')
        return { verdict: 'started', reason: 'not watched', ...newest };
    const timeoutMs = run.request.limits.timeoutMs ?? computeTimeout(taken, running);
    log.group('Watch');
    log.line(`Waiting until ${desiredCount} of ${desiredCount} tasks run, at most ${(0,duration/* renderDuration */.PP)(timeoutMs)}.`);
    const tellEvents = createEventTeller(log.line, before.events);
    const settled = await (0,watch/* watch */.wB)({
        look: () => (0,seen_or_failure/* serviceOrFailure */.XP)(run.api, run.target),
        decide: settledStep({ timeoutMs, desiredCount, before, sent }),
        act: async () => undefined,
        pace: paceOf(run.context, run.request, timeoutMs),
        describe: ({ runningCount }) => `${runningCount} tasks running`,
        clock,
        signal: run.context.signal,
        onWait: log.line,
        onLook: (service) => {
            newest = { service, lookedAt: clock.now() };
            tellEvents(service.events);
        },
    });
    if (settled.verdict !== 'timed-out')
        return { ...settled, ...newest };
    const causes = await whyStopped(run, running, newest.service);
    const [first] = causes;
    const reason = first === undefined ? settled.reason : `${first.sentence}. ${(0,core_sentence/* upperFirst */.Zb)(settled.reason)}`;
    return { ...settled, reason, causes, ...newest };
}
/** What ended the tasks of what serves, within ECS's memory of an hour. */
async function whyStopped({ api, context, target }, definition, service) {
    const endedTasks = (0,ended_tasks/* createEndedTasks */.J)({ api, ref: target, definition, unlessRefused: unlessFailed(context.log) });
    const { stopped, logs } = await endedTasks(service, (0,snapshots/* primaryOf */.O)(service)?.id ?? '', true);
    return (0,core_causes/* groupCauses */.QB)(stopped, logs, service.events);
}
/** It only explains: who may not look gets the verdict without it. */
function unlessFailed(log) {
    return async (looking, otherwise) => {
        try {
            return await looking;
        }
        catch (error) {
            if (!(error instanceof errors/* AwsFailure */.OQ))
                throw error;
            log.line(`Why tasks stopped could not be seen: ${error.message}`);
            return otherwise;
        }
    };
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/main.js
// The story of one deployment: prepare, say the plan, begin, watch, report.


















async function main(context, api) {
    try {
        return await deploy(openRun(context, api));
    }
    catch (error) {
        // Who failed to see is no cancelled job: its post step must not act against a deployment that nobody found bad.
        if (!context.signal.aborted)
            (0,src_intent/* saveSettled */.TL)(context.state);
        throw error;
    }
}
async function deploy(run, unused) {
    const { context, request } = run;
    const { log, signal, state } = context;
    log.group('Plan');
    const prepared = await orFailure(() => prepare(run), signal).catch((error) => {
        throw (0,in_vain/* withDone */.l_)(error, unused);
    });
    const inVain = (0,in_vain/* doneInVain */.Su)(unused);
    if (prepared instanceof errors/* AwsFailure */.OQ) {
        (0,src_intent/* saveSettled */.TL)(state);
        return (0,untouched/* reportUntouched */.A)(prepared, inVain.done);
    }
    const { report, settled } = reportsOf(run, prepared);
    if ('ended' in prepared)
        return settled({ ...prepared.ended, ...inVain });
    const { plan } = prepared;
    const { situation } = prepared.reading;
    for (const line of describePlan(plan, situation))
        log.line(line);
    const planned = plannedChanges(plan);
    if (request.dryRun)
        return settled({ verdict: 'planned', reason: inShort(plan, situation), ...planned });
    if (plan.kind === 'unchanged') {
        const verdict = situation.service.desiredCount === 0 ? 'idle' : 'unchanged';
        return settled({ ...plan, verdict, reason: plan.because });
    }
    if (signal.aborted)
        return settled({ verdict: 'cancelled', reason: 'cancelled before anything was started', ...planned, ...inVain });
    log.group('Deploy');
    const begun = await (plan.kind === 'update'
        ? update(run, situation, plan)
        : (0,start/* begin */.qN)(run, { ...prepared, plan, unused })).catch((0,not_begun/* notBegun */.d)(run));
    if (begun.kind === 'overtaken') {
        log.line(`Service deployment ${(0,core_arn/* lastPart */.S_)(begun.by)} was made meanwhile: planning anew.`);
        return deploy(run, begun.unused);
    }
    if (begun.kind === 'not-begun')
        return ('unfinished' in begun ? report : settled)({ ...begun, ...planned });
    if (begun.kind === 'updated')
        return settled({ ...asUpdated(situation, planned.serviceChanges), ...(await watchSettled(run, situation, begun)) });
    const { deploymentArn, taskDefinitionArn, definition, intent } = begun;
    const facts = { ...planned, deploymentArn, taskDefinitionArn, definition };
    if (request.waitUntil === 'none' && intent !== 'go-back')
        return settled({ verdict: 'started', reason: 'not watched', ...facts });
    log.group('Watch');
    const watched = await watchRollout(run, withSettings(situation, editOf(plan)), begun);
    if (watched.newest !== undefined)
        sayOtherCount(run, watched.newest.look.service);
    // What a cancelled job left undone is for the post step.
    return ('unfinished' in watched.verdict ? report : settled)({ ...facts, ...seenAtTheEnd(watched, intent) });
}
/** `settled`: the same, and the post step has nothing left to do. */
function reportsOf(run, prepared) {
    const { context, request, target } = run;
    const { situation } = prepared.reading;
    const report = (rest) => reportDeployment({
        service: situation.service,
        cluster: target.cluster,
        changes: [],
        durationMs: context.clock.now() - run.startedAt,
        lookedAt: prepared.readAt,
        endedAt: context.clock.now(),
        isRollback: request.rollbackTo !== undefined,
        ...(0,defined/* defined */.s)({
            previousTaskDefinitionArn: 'ended' in prepared ? (0,history_history/* previousOf */.te)(situation) : prepared.previous,
            releases: 'ended' in prepared ? undefined : prepared.releases,
            findings: 'ended' in prepared ? undefined : prepared.findings,
        }),
        ...rest,
    });
    const settled = (rest) => {
        (0,src_intent/* saveSettled */.TL)(context.state);
        return report(rest);
    };
    return { report, settled };
}
function plannedChanges(plan) {
    return {
        changes: plan.kind === 'deploy' ? plan.changes : [],
        serviceChanges: editOf(plan)?.changes ?? [],
        stays: plan.kind === 'deploy' ? (plan.back?.stays ?? []) : [],
    };
}
function editOf(plan) {
    return 'edit' in plan ? plan.edit : undefined;
}
function seenAtTheEnd({ verdict, newest }, intent) {
    return {
        verdict: verdict.kind,
        reason: 'reason' in verdict ? verdict.reason : '',
        ...(0,defined/* defined */.s)({
            lacks: 'lacks' in verdict ? verdict.lacks : undefined,
            seen: newest?.look,
            lookedAt: newest?.at,
            // Going back by ending a deployment: what serves is the old definition, and ECS has put it back.
            taskDefinitionArn: intent === 'go-back' ? newest?.look.service.taskDefinitionArn : undefined,
        }),
    };
}
/** What AWS did not let be done; of a job that was cancelled it says nothing. */
async function orFailure(work, signal) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ && !signal.aborted)
            return error;
        throw error;
    }
}
function openRun(given, api) {
    const { inputs, clock, random, signal, environment } = given;
    const startedAt = clock.now();
    const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
    const request = parseInputs(inputs, region === undefined ? {} : { region });
    const context = request.dryRun ? { ...given, log: withoutAnnotations(given.log) } : given;
    const { log } = context;
    if (request.githubToken !== undefined)
        log.mask(request.githubToken);
    const [target] = request.targets;
    const onRetry = (failure, delayMs) => log.line(`${failure.message} Asking again in ${(0,duration/* renderDuration */.PP)(delayMs)}.`);
    return { context, request, target, api, patient: (0,retry/* withRetry */.b)(api, { clock, random, signal, onRetry }), startedAt };
}
/** The deployment after a dry run finds the same again, and the run's page is to show it once. */
function withoutAnnotations(log) {
    return {
        ...log,
        annotate: (_level, title, message) => log.line(`${title}${title.endsWith('?') ? '' : ':'} ${message}`),
    };
}


/***/ }),

/***/ 4818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  b: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/lib/aws/ecs.js + 2 modules
var ecs = __nccwpck_require__(5382);
// EXTERNAL MODULE: ./build/lib/aws/retry.js
var retry = __nccwpck_require__(4084);
// EXTERNAL MODULE: ./build/lib/core/arn.js
var arn = __nccwpck_require__(9661);
// EXTERNAL MODULE: ./build/lib/core/sentence.js
var sentence = __nccwpck_require__(7833);
// EXTERNAL MODULE: ./build/lib/core/watch.js
var watch = __nccwpck_require__(5841);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/intent.js
var src_intent = __nccwpck_require__(3281);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/report/serving.js
var serving = __nccwpck_require__(8538);
// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/judgement.js
var judgement = __nccwpck_require__(4834);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/rollout-rule.js
var rollout_rule = __nccwpck_require__(8019);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/when-cancelled.js
var when_cancelled = __nccwpck_require__(175);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/after-the-job.js
// What the post step does about a deployment that main left unfinished: one look first, then the rollback is asked for until ECS has taken the request.





/** The runner lets the steps after a cancel run for five minutes. */
const GIVE_UP_AFTER_MS = 120_000;
/** `neverServed`: no deployment of the service is known to have succeeded. */
function afterTheJob(onCancel, neverServed = false) {
    return (history) => {
        const { latest: seen, latestAt = 0, issued, blind, now, startedAt } = history;
        const asked = issued.at(-1);
        if (asked !== undefined && asked.failure === undefined)
            return settle({ kind: 'asked' });
        const failure = (0,watch/* permanentFailure */.di)(history) ?? blind.at(-1) ?? asked?.failure;
        if (failure !== undefined && ((0,watch/* permanentFailure */.di)(history) !== undefined || now - startedAt >= GIVE_UP_AFTER_MS))
            return settle({ kind: 'given-up', failure });
        if (seen === undefined || (0,watch/* isBlind */.iE)(history))
            return wait('looking at what became of the deployment');
        if (asked !== undefined && latestAt <= asked.at)
            return wait('looking whether ECS goes back all the same');
        const { status, rawStatus } = seen.deployment;
        const meaning = rollout_rule/* MEANING */.ov[status];
        if (meaning === 'going-back' && asked !== undefined)
            return settle({ kind: 'asked' });
        if (meaning !== 'moving')
            return settle({ kind: 'left', seen, because: `it is ${rawStatus}` });
        if (onCancel === 'leave')
            return settle({ kind: 'left', seen, because: `it is ${rawStatus} (on-cancel: leave)` });
        if ((0,judgement/* isSeenHealthy */.nU)(seen))
            return settle({ kind: 'left', seen, because: `it is ${rawStatus}, and ${(0,when_cancelled/* seenWell */.ci)(seen)}` });
        if (neverServed && seen.oldStood === 0)
            return settle({ kind: 'left', seen, because: `it is ${rawStatus}, and ${when_cancelled/* NOTHING_TO_GO_BACK_TO */.XW}` });
        // Asking again after a refusal changes nothing.
        if (asked?.failure !== undefined && !(0,errors/* isTransient */.dg)(asked.failure))
            return settle({ kind: 'given-up', failure: asked.failure });
        return { kind: 'act', command: { kind: 'request-rollback', because: 'cancel' } };
    };
}
function wait(because) {
    return { kind: 'wait', because };
}
function settle(verdict) {
    return { kind: 'settle', verdict };
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/look.js + 3 modules
var look = __nccwpck_require__(1220);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/start.js + 1 modules
var start = __nccwpck_require__(2711);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/post.js
// The post step of a job that was cancelled or killed: what main could not finish any more is asked for once more.










const LOOK_FOR_MS = 5_000;
const LOOK_AGAIN_MS = 500;
async function post(context, api) {
    const { log, clock, random, signal } = context;
    const intent = (0,src_intent/* unfinishedIntent */.WT)(context.state);
    if (intent === undefined)
        return;
    const aws = (0,retry/* withRetry */.b)(api, { clock, random, signal });
    const shown = (0,arn/* shortTaskDefinition */.P5)(intent.taskDefinitionArn);
    const previous = intent.previousTaskDefinitionArn === undefined ? undefined : (0,arn/* shortTaskDefinition */.P5)(intent.previousTaskDefinitionArn);
    const ref = { cluster: intent.cluster, service: intent.service };
    const { taskDefinitionArn } = intent;
    const find = () => (0,start/* findDeployment */.HZ)({ api: aws, clock }, ref, taskDefinitionArn, intent.known, LOOK_FOR_MS);
    const deploymentArn = intent.deploymentArn ?? (await find());
    if (deploymentArn === undefined) {
        log.line(`The deployment of ${shown} was never started; ${previous ?? 'the service'} is untouched.`);
        return;
    }
    const { definition } = await (0,ecs/* describeTaskDefinition */.oh)(aws, taskDefinitionArn);
    const which = `service deployment ${(0,arn/* lastPart */.S_)(deploymentArn)} of ${shown}`;
    const outcome = await (0,watch/* watch */.wB)({
        look: (0,look/* createRolloutLook */.R)({
            api,
            clock,
            ref,
            deploymentArn,
            taskDefinitionArn,
            definition,
            fromStart: false,
            isCancelled: () => true,
        }),
        decide: afterTheJob(intent.onCancel, previous === undefined),
        act: async () => {
            log.line(`Asking ECS to roll back ${which}.`);
            await (0,ecs/* requestRollback */.WT)(aws, deploymentArn);
        },
        pace: ({ blind, issued }) => LOOK_AGAIN_MS * 2 ** Math.min(blind.length + issued.length, 4),
        describe: ({ deployment }) => deployment.rawStatus,
        clock,
        signal,
        onWait: log.line,
    });
    switch (outcome.kind) {
        case 'asked':
            log.annotate('warning', 'Rollback asked for', `The step ended before the deployment of ${shown}: ECS was asked to go back${previous === undefined ? '' : ` to ${previous}`}.`);
            return;
        case 'given-up':
            log.annotate('warning', 'Rollback not asked for', `The step ended before ${which}, and ECS could not be asked to go back: ${(0,sentence/* ended */.v6)(outcome.failure.message)} Run the step again to watch on, or with rollback-to: previous to go back.`);
            return;
        case 'left':
            log.line(`Left alone: ${which}; ${outcome.because}.`);
            if (isStoppedForGood(outcome.seen) && intent.onCancel === 'rollback')
                log.annotate('warning', 'Stopped, not rolled back', `The step ended before ${which}, which ECS has stopped without going back; running: ${(0,serving/* whatServes */.V)(outcome.seen.service)}. Run the step again to deploy, or with rollback-to: previous to go back${previous === undefined ? '' : ` to ${previous}`}.`);
    }
}
function isStoppedForGood({ deployment, supersededBy }) {
    return deployment.status === 'STOPPED' && supersededBy === undefined;
}


/***/ }),

/***/ 8538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ servingOf),
/* harmony export */   V: () => (/* binding */ whatServes)
/* harmony export */ });
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2491);
/* harmony import */ var _rollout_rollout_rule_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8019);
/* harmony import */ var _rollout_stages_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8826);
// What serves, in words. A look that is old, or that was taken before ECS was asked for something, is no longer "now": it is told with its time.




/** A verdict comes seconds after the look that it rests on. */
const STILL_NOW_MS = 60_000;
function servingOf({ verdict, service, seen, deploymentArn, lookedAt, endedAt }) {
    const unseenSince = verdict === 'unobserved' || (seen === undefined && deploymentArn !== undefined);
    const isNow = !unseenSince && endedAt - lookedAt <= STILL_NOW_MS;
    return {
        title: isNow ? 'Serving now' : `Serving when last seen (${new Date(lookedAt).toISOString().slice(11, 19)} UTC)`,
        what: seen === undefined ? whatServes(service) : servesBeside(seen),
    };
}
/**
 * `web:41 (2 tasks)`, or both while two serve. That tasks of a release run that is on its way is no sign that they serve: their health is one, or
 * their share of the traffic.
 */
function whatServes(service) {
    const { ours, others } = runningOf(service);
    if (ours === undefined)
        return others.length === 0 ? `nothing (0 of ${service.desiredCount} tasks run)` : listed(others);
    if (others.length === 0)
        return listed([ours]);
    // The service alone does not tell the share of each.
    if (ours.rolloutState === 'IN_PROGRESS' && (0,_rollout_stages_js__WEBPACK_IMPORTED_MODULE_1__/* .isShifting */ .L9)(service))
        return `${listed(others)} or ${listed([ours])}, or both: the deployment in progress shifts the production traffic to the latter`;
    return ours.rolloutState === 'IN_PROGRESS'
        ? `${listed(others)}, and ${listed([ours])} as far as its tasks are healthy`
        : listed([ours, ...others]);
}
function servesBeside({ service, deployment: { target, status } }) {
    const { ours, others } = runningOf(service);
    const share = target.productionWeight;
    const isShared = (0,_rollout_stages_js__WEBPACK_IMPORTED_MODULE_1__/* .isShifting */ .L9)(service) && ours?.id === (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_2__/* .rolloutIdOf */ .c)(target.revisionArn) && others.length > 0;
    if (!isShared || share === undefined || _rollout_rollout_rule_js__WEBPACK_IMPORTED_MODULE_0__/* .MEANING */ .ov[status] !== 'moving')
        return whatServes(service);
    if (share === 0)
        return `${listed(others)}; no production traffic goes to ${listed([ours])} yet`;
    return share >= 100
        ? `${listed([ours])} with all production traffic; ${listed(others)} still stands beside it`
        : `${listed(others)}, and ${listed([ours])} with ${share} % of the production traffic`;
}
/** `ours`: what the service is set to. */
function runningOf({ deployments }) {
    const running = deployments.filter(({ runningCount }) => runningCount > 0);
    const ours = running.find(({ status }) => status === 'PRIMARY');
    return { ours, others: running.filter((one) => one !== ours) };
}
function listed(running) {
    return running.map((one) => `${nameOf(one)} (${countOf(one)})`).join(' and ');
}
function nameOf({ taskDefinitionArn }) {
    return (0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_3__/* .shortTaskDefinition */ .P5)(taskDefinitionArn);
}
function countOf({ runningCount }) {
    return `${runningCount} ${runningCount === 1 ? 'task' : 'tasks'}`;
}


/***/ }),

/***/ 2321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ reportUntouched),
/* harmony export */   V: () => (/* binding */ verdictOf)
/* harmony export */ });
/* harmony import */ var _lib_core_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4325);
/* harmony import */ var _lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7833);
// AWS did not let us see the service at all, so that there is nothing to tell of it.


/** The calls that change something in AWS. */
const CHANGES = ['ecs:RegisterTaskDefinition', 'ecs:UpdateService', 'ecs:StopServiceDeployment'];
/** Who may not look is blind; who may not change anything has seen all, and changed nothing. */
function verdictOf({ kind, operation }) {
    return kind === 'refused' || (kind === 'denied' && CHANGES.includes(operation)) ? 'refused' : 'unobserved';
}
/** `done`: what had been done by then; nothing, as a rule. */
function reportUntouched(failure, done = 'Nothing was touched.') {
    const verdict = verdictOf(failure);
    const title = `Slipway deploy-ecs: ${verdict}`;
    const headline = `${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_0__/* .ended */ .v6)(failure.message)} ${done}`;
    const next = nextStep(failure);
    const message = `${headline}\nNext: ${next}`;
    return {
        conclusion: 'failure',
        verdict,
        headline: message,
        outputs: { reason: failure.message },
        summary: (0,_lib_core_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)(`### ${title}`, (0,_lib_core_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escaped */ .Mk)(headline), `**What to do next**\n\n- ${(0,_lib_core_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .escaped */ .Mk)(next)}`),
        annotations: [{ level: 'error', title, message }],
    };
}
function nextStep({ kind, permission }) {
    switch (kind) {
        case 'denied':
            return `allow the role ${permission}, then run this job again`;
        case 'expired':
            return 'give this step role-to-assume, or credentials that last longer, then run this job again';
        case 'throttled':
        case 'unavailable':
            return 'run this job again when AWS answers';
        case 'refused':
            return 'look at what AWS said, mend that, and run this job again';
    }
}


/***/ }),

/***/ 2616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ HEALTHY_AFTER_MS),
/* harmony export */   HG: () => (/* binding */ unseenHealth),
/* harmony export */   Ny: () => (/* binding */ earlierHealth),
/* harmony export */   dh: () => (/* binding */ seenAt)
/* harmony export */ });
/* harmony import */ var _lib_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1037);
/* harmony import */ var _lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5187);
// Health that nobody saw: what the lives of stopped tasks, and the old tasks that are gone, tell of it.


/** Without a health check ECS calls a task healthy when it has run for 40 s. */
const HEALTHY_AFTER_MS = 40_000;
/**
 * When a task of the deployment was last healthy, or may have been, before anybody looked; undefined where none can have been.
 * Who comes later gives the benefit of the doubt: a task that lived long enough may have passed its check, and ECS leaves
 * fewer old tasks than minimumHealthyPercent only when new ones are healthy. ECS counts failures anew when one is healthy.
 */
function earlierHealth({ deployment, service, definition, stopped, fromStart, failures, failuresBefore = 0, }) {
    const measured = service.loadBalancers.length > 0 || (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .containersOf */ .Mz)(definition).some((one) => (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi)(one.healthCheck));
    const lives = measured && fromStart ? [] : stopped.flatMap(healthyFrom);
    const old = deployment.sources.reduce((sum, { running }) => sum + running, 0);
    const floor = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100);
    const replaced = !fromStart && deployment.sources.length > 0 && old < floor ? [deployment.createdAt] : [];
    const begunAnew = failures < failuresBefore ? [deployment.createdAt] : [];
    const times = [...lives, ...replaced, ...begunAnew];
    return times.length === 0 ? undefined : Math.max(...times);
}
function healthyFrom({ startedAt, stoppedAt }) {
    if (startedAt === undefined || stoppedAt === undefined)
        return [];
    return stoppedAt - startedAt >= HEALTHY_AFTER_MS ? [startedAt + HEALTHY_AFTER_MS] : [];
}
/**
 * ECS counts as a failure no end of a task that had been healthy: where more ended by their own fault than it counts, some were healthy before, and
 * nobody saw it. It counts once a task is STOPPED, maybe a moment late, so that this holds for one look only.
 */
function unseenHealth({ stopped, failures }) {
    const neverRan = stopped.filter((task) => task.startedAt === undefined && (0,_lib_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_1__/* .faultOf */ .Kl)(task) !== 'none').length;
    const started = stopped.flatMap((task) => (hasFailed(task) && task.startedAt !== undefined ? [task.startedAt] : []));
    return started.length > Math.max(0, failures - neverRan) ? Math.min(...started) : undefined;
}
function hasFailed(task) {
    const fault = (0,_lib_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_1__/* .faultOf */ .Kl)(task);
    return task.stoppedAt !== undefined && (fault === 'application' || fault === 'health');
}
/**
 * What is seen now is newer than every end that is known. The clock of a runner may be minutes behind that of AWS, by which tasks end, and no
 * time that is read from the one may stand before what the other has told already.
 */
function seenAt(now, stopped) {
    return Math.max(now, ...stopped.map((task) => (0,_lib_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_1__/* .endedAt */ .u5)(task) ?? 0));
}


/***/ }),

/***/ 6008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $b: () => (/* binding */ stillMoves),
/* harmony export */   Lb: () => (/* binding */ newTasks),
/* harmony export */   gS: () => (/* binding */ runEnough)
/* harmony export */ });
/* harmony import */ var _lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2491);
/* harmony import */ var _lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5187);
// A deployment may be SUCCESSFUL before its last task is: the service's early success criteria say with how many, and whether old tasks are gone by then.


/** As many of its own tasks run as are wanted, or as the criteria ask for. 10 tasks at 75 %: 8 are enough. */
function runEnough(seen) {
    return newTasks(seen) >= enough(seen.service);
}
/** How many of its own tasks run by what the service says, which also shows what became of them after its end. */
function newTasks({ service, deployment }) {
    const own = service.deployments.find(({ id }) => id === (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_0__/* .rolloutIdOf */ .c)(deployment.target.revisionArn));
    return own?.runningCount ?? service.runningCount;
}
function enough(service) {
    const { enable, healthyPercent = 100 } = criteriaOf(service);
    return enable === true ? Math.ceil((service.desiredCount * Number(healthyPercent)) / 100) : service.desiredCount;
}
function criteriaOf({ raw }) {
    const configuration = (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .rawOf */ .UD)(raw.deploymentConfiguration);
    return (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .rawOf */ .UD)(configuration.earlySuccessCriteria);
}
/** What a success does not wait for, in words: `3 of 4 new tasks run so far; 2 old ones still drain`; empty where there is nothing. */
function stillMoves({ service, deployment }) {
    const own = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_0__/* .rolloutIdOf */ .c)(deployment.target.revisionArn);
    const running = service.deployments.find(({ id }) => id === own)?.runningCount ?? service.desiredCount;
    const others = service.deployments.filter(({ id }) => id !== own);
    // The counts of an ended deployment are those of its end.
    const old = Math.max(...[others.map((one) => one.runningCount), deployment.sources.map((one) => one.running)].map(sum));
    const { enable, sourceServiceRevisionCleanup } = criteriaOf(service);
    // ECS counts no task that drains, so that nothing may show of them.
    const isDeferred = enable === true && sourceServiceRevisionCleanup === 'DEFERRED';
    return [
        ...(running < service.desiredCount ? [`${running} of ${service.desiredCount} new tasks run so far`] : []),
        ...(old > 0
            ? [`${old} old ${old === 1 ? 'one still drains' : 'ones still drain'}`]
            : isDeferred
                ? ['old tasks may still drain']
                : []),
    ].join('; ');
}
function sum(counts) {
    return counts.reduce((all, count) => all + count, 0);
}


/***/ }),

/***/ 7884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  J: () => (/* binding */ createEndedTasks)
});

// EXTERNAL MODULE: ./build/lib/core/arn.js
var arn = __nccwpck_require__(9661);
// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
// EXTERNAL MODULE: ./build/lib/core/task-definition.js
var task_definition = __nccwpck_require__(5187);
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
                stream: `${prefix}/${name}/${(0,arn/* lastPart */.S_)(taskArn)}`,
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

// EXTERNAL MODULE: ./build/lib/aws/tasks.js
var tasks = __nccwpck_require__(9084);
// EXTERNAL MODULE: ./build/lib/core/log-lines.js
var log_lines = __nccwpck_require__(7174);
// EXTERNAL MODULE: ./build/lib/core/stopped-task.js
var stopped_task = __nccwpck_require__(1037);
// EXTERNAL MODULE: ./build/lib/aws/image-digest.js
var image_digest = __nccwpck_require__(7856);
// EXTERNAL MODULE: ./build/lib/core/image.js
var core_image = __nccwpck_require__(3491);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/verify/platform.js + 1 modules
var verify_platform = __nccwpck_require__(4989);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/image-gone.js
// Whether an image that a task could not pull can ever be pulled. By digest there is an answer: content under a digest never changes.





const CANNOT_PULL = /^CannotPull(Container|ImageManifest)Error\b/;
/** Whatever else keeps a task from its image (network, permissions, throttling) may heal. */
const NOT_THERE = /not found|manifest unknown|\b404\b/i;
const NO_PLATFORM = /does not contain descriptor matching platform '?([\w/.-]+)'?/;
/** Why no task of the definition will ever have its image; undefined where one may, or where nobody can know. */
async function imageGone(api, definition, stopped, service) {
    const reasons = stopped.flatMap(({ stoppedReason, containers }) => [stoppedReason, ...containers.map(({ reason }) => reason)].filter((text) => CANNOT_PULL.test(text ?? '')));
    const images = (0,task_definition/* containersOf */.Mz)(definition).map(({ image }) => (0,core_image/* parseImage */.zZ)(String(image)));
    const byDigest = images.filter((image) => image?.digest !== undefined);
    const platform = reasons.map((text) => NO_PLATFORM.exec(text ?? '')?.[1]).find((found) => found !== undefined);
    // Which image it is the reason does not say: all of them are known by content, or the one by a tag may be meant.
    // Where the instances decide, the next task may be placed on one of another architecture.
    const isSame = (0,verify_platform/* platformOfTasks */.xZ)(definition, service) !== undefined;
    if (platform !== undefined && isSame && byDigest.length === images.length)
        return `${byDigest.map((image) => (0,core_image/* shortImage */.Uq)((0,core_image/* renderImage */.mx)(image))).join(' or ')} has no ${platform}`;
    if (!reasons.some((text) => NOT_THERE.test(text ?? '')))
        return undefined;
    const found = await Promise.all(byDigest.map((image) => lookUpOrNothing(api, image)));
    return found.find((why) => why !== undefined);
}
/** A registry that does not answer has not said that the image is gone. */
async function lookUpOrNothing(api, image) {
    try {
        const found = await (0,image_digest/* lookUpImage */.O)(api, image);
        return found.kind === 'missing' && found.isRestoring !== true ? found.why.replace(/\.$/, '') : undefined;
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/ended-tasks.js
// The tasks of the deployment that ended, with the last words of their containers; asked for when something says that there may be new ones.







/** As many log lines as a reader wants beside a cause. */
const LOG_LINES = 20;
/** A log arrives seconds after its task stopped; looked for this often, then given up. */
const LOG_LOOKS = 4;
/** All that ended so far; `isDue`: something says that there are new ones. */
function createEndedTasks(options) {
    const { api, ref, definition, unlessRefused } = options;
    const logs = new Map();
    const logLooks = new Map();
    let stopped = [];
    let gone;
    let isPending = false;
    // What is not in the definition was injected (a security agent, a proxy) and decides nothing.
    const essential = (container) => (0,task_definition/* containersOf */.Mz)(definition).some((one) => one.name === container && one.essential !== false);
    const read = async (service, rolloutId) => {
        const found = withBalanced(await (0,tasks/* listStoppedTasks */.em)(api, { ...ref, rolloutId, essential }), service);
        const before = stopped.length;
        // ECS forgets stopped tasks after an hour; we do not.
        const known = new Set(found.map(({ taskArn }) => taskArn));
        stopped = [...found, ...stopped.filter(({ taskArn }) => !known.has(taskArn))];
        gone ??= await imageGone(api, definition, found, service);
        return stopped.length > before ? 'new' : 'nothing new';
    };
    const isWanted = (task) => streamOf(definition, task) !== undefined &&
        (logs.get(task.taskArn)?.length ?? 0) === 0 &&
        (logLooks.get(task.taskArn) ?? 0) < LOG_LOOKS;
    const readLogs = async () => {
        const missing = newestOfEachCause(stopped).filter(isWanted);
        for (const task of missing) {
            logLooks.set(task.taskArn, (logLooks.get(task.taskArn) ?? 0) + 1);
            logs.set(task.taskArn, await unlessRefused(lastWords(api, definition, task), []));
        }
        return missing.some(isWanted) ? 'pending' : 'complete';
    };
    return async (service, rolloutId, isDue) => {
        if (isDue || isPending) {
            const found = await unlessRefused(read(service, rolloutId), undefined);
            // ECS may list a task a moment after it counts it no more: one more look for it.
            isPending = found !== undefined && ((await readLogs()) === 'pending' || (isDue && found === 'nothing new'));
        }
        return { stopped, logs, ...(gone === undefined ? {} : { gone }) };
    };
}
/** What a load balancer says against a task, it says against the container behind it. */
function withBalanced(tasks, { loadBalancers }) {
    const behind = loadBalancers.map(({ containerName }) => containerName);
    return tasks.map((task) => ({
        ...task,
        containers: task.containers.map((one) => (behind.includes(one.name) ? { ...one, balanced: true } : one)),
    }));
}
function newestOfEachCause(stopped) {
    const newest = new Map();
    for (const task of stopped) {
        const key = (0,stopped_task/* causeKey */.rI)(task);
        if ((0,stopped_task/* faultOf */.Kl)(task) !== 'none' && !newest.has(key))
            newest.set(key, task);
    }
    return [...newest.values()];
}
/** The end of the log of the container that explains the stop; nothing where it cannot be read: the cause stands without it. */
async function lastWords(api, definition, task) {
    const stream = streamOf(definition, task);
    if (stream === undefined)
        return [];
    try {
        return (await readLogTail(api, stream, LOG_LINES)).map(({ message }) => (0,log_lines/* clipped */.c)(message));
    }
    catch (error) {
        // Looked for again with the next look.
        if ((0,errors/* isTransient */.dg)(error))
            return [];
        if (error instanceof errors/* AwsFailure */.OQ && error.kind !== 'denied')
            return [`(the log ${stream.group} ${stream.stream} could not be read: ${error.message})`];
        throw error;
    }
}
/** What another container logged explains nothing. */
function streamOf(definition, task) {
    const culprit = (0,stopped_task/* culpritOf */.RY)(task)?.name;
    return logStreamsOf(definition, task.taskArn).find(({ container }) => container === culprit);
}


/***/ }),

/***/ 6281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ registeredInVain),
/* harmony export */   Su: () => (/* binding */ doneInVain),
/* harmony export */   l_: () => (/* binding */ withDone)
/* harmony export */ });
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
// What a run has registered and does not use: it changes nothing, and whoever reads the report finds it in the family.


/** `web:42 was registered, which changes nothing by itself`; undefined where this run has registered nothing. */
function registeredInVain(registration) {
    return registration?.sent === undefined
        ? undefined
        : `${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .shortTaskDefinition */ .P5)(registration.arn)} was registered, which changes nothing by itself`;
}
/** What had been done by then, where a run that was overtaken ends before it comes to the service. */
function doneInVain(unused) {
    const registered = registeredInVain(unused);
    return registered === undefined ? {} : { done: `${registered}; the service was not touched.` };
}
/** The same problems, with what had been done by then. */
function withDone(error, unused) {
    const { done } = doneInVain(unused);
    return error instanceof _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo && done !== undefined
        ? new _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(error.problems, { done, cause: error })
        : error;
}


/***/ }),

/***/ 4834:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KL: () => (/* binding */ newestSign),
/* harmony export */   _y: () => (/* binding */ mayBeHealthy),
/* harmony export */   cp: () => (/* binding */ needsProof),
/* harmony export */   e2: () => (/* binding */ isBad),
/* harmony export */   ex: () => (/* binding */ surelyBad),
/* harmony export */   g: () => (/* binding */ isAllNew),
/* harmony export */   nU: () => (/* binding */ isSeenHealthy)
/* harmony export */ });
/* unused harmony export isAllHealthy */
/* harmony import */ var _lib_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1037);
/* harmony import */ var _stages_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8826);
// When a release is bad, surely bad, or well. Everything else waits: what heals by itself never counts against a release.


/**
 * Before ECS decides, and none of its tasks was ever healthy: its image can never be pulled, or its breaker is off and enough different tasks
 * ended by the application's own fault.
 */
function surelyBad(limits, seen) {
    if (seen.lastHealthyAt !== undefined || isAllHealthy(seen) || hasReplacedAll(seen))
        return undefined;
    if (seen.imageGone !== undefined)
        return 'image';
    if (seen.service.circuitBreaker.enable)
        return undefined;
    const enough = seen.causes.some(({ fault, tasks }) => 
    // Whether one that is still stopping had been healthy nobody can know.
    fault === 'application' &&
        tasks.filter(({ stoppedAt }) => stoppedAt !== undefined).length >= limits.maxFailedTasks);
    return enough ? 'failed-tasks' : undefined;
}
/** The newest sign of its tasks is a fault of the application or a failed health check, or none will ever have its image. That a task runs is no sign: only health is. */
function isBad(seen) {
    if (isAllHealthy(seen))
        return false;
    if (seen.imageGone !== undefined && seen.lastHealthyAt === undefined)
        return true;
    const newest = newestSign(seen);
    if (newest === undefined || (newest.fault !== 'application' && newest.fault !== 'health'))
        return false;
    return seen.lastHealthyAt === undefined || seen.lastHealthyAt < newest.at;
}
/** Everything asked for runs and is healthy, and nothing of the old is left; where traffic is shifted the old stands by. */
function isAllHealthy(seen) {
    const isWell = (newestSign(seen)?.at ?? 0) <= (seen.lastHealthyAt ?? 0);
    if ((0,_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .hasScaledUp */ .SA)(seen))
        return isWell;
    if (!isAllNew(seen))
        return false;
    if (!hasReplacedAll(seen))
        return isWell && seen.lastHealthyAt !== undefined;
    // They were healthy once, which is not to say that they live.
    return isWell || newestSign(seen)?.fault === 'platform';
}
/** Its tasks were healthy once: the old ones are gone. */
function hasReplacedAll(seen) {
    return isAllNew(seen) && !needsProof(seen);
}
/** Every task that is wanted is healthy at this very look; who may not look at tasks goes by what ECS does. */
function isSeenHealthy(seen) {
    return mayBeHealthy(seen) && (seen.allHealthy ?? isAllHealthy(seen));
}
/** As far as counts tell. */
function mayBeHealthy(seen) {
    return (0,_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .hasScaledUp */ .SA)(seen) || isAllNew(seen);
}
function isAllNew({ deployment: { target, sources } }) {
    return target.requested > 0 && target.running >= target.requested && sources.every(({ running }) => running === 0);
}
/**
 * ECS stops old tasks only when new ones are healthy, so that their end is proof of health; not where it may stop them first
 * (minimumHealthyPercent 0), and not where fewer than it must keep were ever seen to run: then they died before, and by themselves.
 */
function needsProof({ service, oldStood }) {
    const floor = Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100);
    return floor === 0 || oldStood < floor;
}
/** Of its tasks, where something went wrong: when it did, and whose fault it was. */
function newestSign({ causes, failingAt, }) {
    const failing = failingAt === undefined ? [] : [{ fault: 'health', at: failingAt }];
    const ended = causes.flatMap(({ fault, tasks }) => tasks.map((task) => ({ fault, at: (0,_lib_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_1__/* .endedAt */ .u5)(task) ?? 0 })));
    return [...failing, ...ended].sort((a, b) => b.at - a.at)[0];
}


/***/ }),

/***/ 1220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  R: () => (/* binding */ createRolloutLook)
});

// EXTERNAL MODULE: ./build/lib/core/causes.js + 3 modules
var causes = __nccwpck_require__(7774);
// EXTERNAL MODULE: ./build/lib/core/defined.js
var defined = __nccwpck_require__(375);
// EXTERNAL MODULE: ./build/lib/core/snapshots.js
var snapshots = __nccwpck_require__(2491);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/history/history.js
var history_history = __nccwpck_require__(5060);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/earlier-health.js
var earlier_health = __nccwpck_require__(2616);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/ended-tasks.js + 2 modules
var ended_tasks = __nccwpck_require__(7884);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/judgement.js
var judgement = __nccwpck_require__(4834);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/health-due.js
// When the health of our tasks is asked for once more. Each time costs three calls, and where ECS's circuit breaker decides it decides nothing
// while no task has ended since, but at the last look, for which it is always asked.

/** Health that comes and goes between two questions shows in ECS's own counts: it counts no end of a task that had been healthy as a failure. */
const AGAIN_AFTER_MS = 30_000;
/** Nothing speaks against what was seen healthy since its tasks last ended; else with each task that ends, and now and then. */
function isHealthDue({ now, causes, ended, healthyAt, asked, decidesAlone }) {
    const sign = (0,judgement/* newestSign */.KL)({ causes })?.at ?? 0;
    if (healthyAt !== undefined && healthyAt >= sign)
        return false;
    if (decidesAlone && healthyAt === undefined)
        return true;
    return asked === undefined || ended !== asked.ended || now - asked.at >= AGAIN_AFTER_MS;
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/newer-deployment.js
var newer_deployment = __nccwpck_require__(3918);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/rollout-rule.js
var rollout_rule = __nccwpck_require__(8019);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/task-health.js + 1 modules
var task_health = __nccwpck_require__(8030);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/seen-health.js
// What one look knows of the health of our tasks. It is asked for only where something depends on it: that is up to four calls more.



const NOT_ASKED = {
    isAsked: false,
    isHealthy: false,
    healthy: undefined,
    running: 0,
    fails: false,
    unwell: [],
};
const NONE_RUNS = { ...NOT_ASKED, healthy: 0 };
/** Who cannot look at tasks does not know that none was healthy, so nothing will be done against them. */
const NOT_SHOWN = { ...NOT_ASKED, isAsked: true, isHealthy: true };
async function seenHealth({ api, clock, ref, unlessRefused, }, seen, 
/** `isLast`: before the deadline. `isCancelled`: nothing but what is seen now decides whether the deployment is left as it is. */
{ isLast, isCancelled, isDue }) {
    const { deployment, service } = seen;
    const isOpen = seen.causes.length > 0 || ((0,judgement/* isAllNew */.g)(seen) && (0,judgement/* needsProof */.cp)(seen));
    const isAsked = isLast || (isOpen && isDue) || (isCancelled && (0,judgement/* mayBeHealthy */._y)(seen));
    if (!isAsked)
        return NOT_ASKED;
    if (!runsAny(deployment, service))
        return NONE_RUNS;
    const rolloutId = (0,snapshots/* rolloutIdOf */.c)(deployment.target.revisionArn);
    const asking = (0,task_health/* healthOf */.W)(api, clock, ref, service, rolloutId).then((health) => ({ ...health, isAsked: true }));
    return unlessRefused(asking, NOT_SHOWN);
}
/** The counts of a service deployment may be missing or late; those of the service are another answer. */
function runsAny({ target }, { deployments }) {
    const own = deployments.find(({ id }) => id === (0,snapshots/* rolloutIdOf */.c)(target.revisionArn));
    return target.running > 0 || (own?.runningCount ?? 0) > 0;
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/seen-or-failure.js
var seen_or_failure = __nccwpck_require__(9789);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/signs.js
// Signs that tasks of the deployment may have ended, in what every look sees anyway. ECS counts as failures only tasks that were never healthy; one that
// dies later shows nowhere but in the number of tasks and in events. Each sign may mean something harmless as well (fewer tasks wanted, a host that
// is drained, an old task replaced): it makes us ask for the tasks that ended, and decides nothing.

const STARTED = /\bhas started (\d+) tasks?\b/;
const UNHEALTHY = /\bis unhealthy in\b|\bfailed container health checks\b/;
function signsOf(deployment, service) {
    const { target, createdAt } = deployment;
    // Newest first, as ECS has them.
    const events = service.events.filter(({ at }) => at >= createdAt);
    const starts = events.flatMap(({ id, message }) => {
        const [, count] = STARTED.exec(message) ?? [];
        return count === undefined ? [] : [{ id, count: Number(count) }];
    });
    const started = starts.reduce((sum, { count }) => sum + count, 0);
    const restart = started > target.requested ? starts[0]?.id : undefined;
    const complaint = events.find(({ message }) => UNHEALTHY.test(message))?.id;
    return {
        failures: failuresOf(deployment, service),
        running: target.running,
        ...(restart === undefined ? {} : { restart }),
        ...(complaint === undefined ? {} : { complaint }),
    };
}
function failuresOf({ circuitBreaker, target }, { deployments }) {
    const own = deployments.find(({ id }) => id === (0,snapshots/* rolloutIdOf */.c)(target.revisionArn));
    return Math.max(circuitBreaker?.failureCount ?? 0, own?.failedTasks ?? 0);
}
/** Since the look before; `undefined`: there was none. */
function mayHaveEnded(now, before = { failures: 0, running: 0 }) {
    return (now.failures !== before.failures ||
        now.running < before.running ||
        (now.restart !== undefined && now.restart !== before.restart) ||
        (now.complaint !== undefined && now.complaint !== before.complaint));
}

;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/look.js
// One look at our service deployment. Two calls while all goes well; tasks and logs are asked for only when something failed.












/** The last look begins a second before the deadline. */
const LAST_LOOK_MS = 1_000;
/** Each look gets the one before. Throws AwsFailure where the deployment or its service cannot be seen. */
function createRolloutLook(options) {
    const { api, clock, ref, definition, fromStart } = options;
    const { unlessRefused, denied, refused } = (0,seen_or_failure/* createUnlessRefused */.RC)();
    const endedTasks = (0,ended_tasks/* createEndedTasks */.J)({ api, ref, definition, unlessRefused });
    let signs;
    let healthyAt;
    let asked;
    let oldStood = 0;
    return async (previous) => {
        const isCancelled = options.isCancelled?.() === true;
        const deployment = await (0,seen_or_failure/* deploymentOrFailure */.pF)(api, ref, options.deploymentArn);
        const service = await (0,seen_or_failure/* serviceOrFailure */.XP)(api, ref);
        const now = signsOf(deployment, service);
        const isLast = rollout_rule/* MEANING */.ov[deployment.status] === 'moving' && isLastLook(clock.now(), options.deadlineAt);
        const isDue = moreMayHaveEnded({ deployment, now, before: signs, previous }) || isLast;
        const { stopped, logs, gone } = await endedTasks(service, (0,snapshots/* rolloutIdOf */.c)(deployment.target.revisionArn), isDue);
        const events = service.events.filter(({ at }) => at >= deployment.createdAt);
        oldStood = Math.max(oldStood, oldRunning(deployment));
        const seen = { deployment, service, causes: (0,causes/* groupCauses */.QB)(stopped, logs, events), oldStood };
        const decidesAlone = gone !== undefined || !service.circuitBreaker.enable;
        const moment = { now: clock.now(), causes: seen.causes, ended: stopped.length, healthyAt, asked, decidesAlone };
        const when = { isLast, isCancelled, isDue: isHealthDue(moment) };
        const health = await seenHealth({ api, clock, ref, unlessRefused }, seen, when);
        if (health.isAsked)
            asked = { at: clock.now(), ended: stopped.length };
        const evidence = {
            deployment,
            service,
            definition,
            stopped,
            fromStart,
            failures: now.failures,
            ...(0,defined/* defined */.s)({ failuresBefore: signs?.failures }),
        };
        // One time for both: what is well in the very moment in which another fails speaks for the release.
        const seenNow = (0,earlier_health/* seenAt */.dh)(clock.now(), stopped);
        healthyAt = health.isHealthy ? seenNow : newer(healthyAt, (0,earlier_health/* earlierHealth */.Ny)(evidence));
        signs = now;
        const inCharge = leadsToItsEnd(deployment, service, options.taskDefinitionArn);
        return {
            ...seen,
            inCharge,
            ...(0,defined/* defined */.s)({
                allHealthy: areAllHealthy(health, deployment),
                unwell: unwellOf(health, previous),
                imageGone: gone,
                denied: denied(),
                refused: refused(),
                lastHealthyAt: newer(healthyAt, (0,earlier_health/* unseenHealth */.HG)(evidence)),
                failingAt: health.fails ? seenNow : undefined,
                supersededBy: isSuperseded(deployment, service, inCharge)
                    ? await (0,newer_deployment/* newerDeployment */.L)(api, ref, deployment, service)
                    : undefined,
                goingBackSince: previous?.goingBackSince ?? (isGoingBackOrStopped(deployment) ? clock.now() : undefined),
            }),
        };
    };
}
function isLastLook(now, deadlineAt = Number.POSITIVE_INFINITY) {
    return now >= deadlineAt - LAST_LOOK_MS;
}
/** Something says that more of its tasks ended since the look before. On its way back it has fewer tasks with every look. */
function moreMayHaveEnded(look) {
    const { deployment, now, before, previous } = look;
    return isBadNews(deployment)
        ? now.failures !== before?.failures || previous?.deployment.status !== deployment.status
        : mayHaveEnded(now, before);
}
function oldRunning({ sources }) {
    return sources.reduce((sum, { running }) => sum + running, 0);
}
function areAllHealthy({ healthy, running }, { target }) {
    return healthy === undefined ? undefined : healthy >= Math.max(running, target.requested);
}
/** The targets of a task that was given up are gone with it: what was last said of one still explains. */
function unwellOf({ unwell }, previous) {
    return unwell.length > 0 ? unwell : previous?.unwell;
}
function newer(a, b) {
    return a === undefined || (b !== undefined && b > a) ? b : a;
}
/** The fresh look that the end of a deployment asks for: what it was to bring, or to bring back, is in charge. */
function leadsToItsEnd(deployment, service, taskDefinitionArn) {
    if (deployment.status === 'SUCCESSFUL')
        return (0,history_history/* isInCharge */.w2)(service, deployment.target.revisionArn) && service.taskDefinitionArn === taskDefinitionArn;
    const source = deployment.rollback?.revisionArn ?? deployment.sources[0]?.revisionArn;
    return deployment.status === 'ROLLBACK_SUCCESSFUL' && source !== undefined && (0,history_history/* isInCharge */.w2)(service, source);
}
/** What leads again, though it does not serve yet, is superseded by nothing. What was stopped leads to nothing. */
function isSuperseded({ status, target }, service, inCharge) {
    const leads = status === 'SUCCESSFUL' && (0,snapshots/* primaryOf */.O)(service)?.id === (0,snapshots/* rolloutIdOf */.c)(target.revisionArn);
    const isOver = status === 'SUCCESSFUL' || status === 'STOPPED' || status === 'ROLLBACK_SUCCESSFUL';
    return isOver && !inCharge && !leads;
}
function isGoingBackOrStopped({ status }) {
    return (0,history_history/* isGoingBack */.s6)({ status }) || status === 'STOPPED';
}
function isBadNews({ status }) {
    return status !== 'PENDING' && status !== 'IN_PROGRESS' && status !== 'SUCCESSFUL';
}


/***/ }),

/***/ 3918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ newerDeployment)
/* harmony export */ });
/* harmony import */ var _lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5382);
/* harmony import */ var _lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2491);
// Which deployment took the place of ours.


/** The newest one made since ours; undefined where ECS shows none. */
async function newerDeployment(api, ref, ours, service) {
    // Newest first. Two may be made at the same instant, so that their order tells more than their times.
    const listed = await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .listServiceDeployments */ .C0)(api, ref, { most: 20 });
    const at = listed.findIndex(({ arn }) => arn === ours.arn);
    const [newer] = at < 0 ? listed.filter(({ createdAt }) => createdAt >= ours.createdAt) : listed.slice(0, at);
    if (newer === undefined)
        return ours.status === 'STOPPED' ? leaderBesides(ours, service) : undefined;
    const revisions = await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .describeServiceRevisions */ .XG)(api, [newer.targetRevisionArn]);
    return { arn: newer.arn, taskDefinitionArn: revisions.get(newer.targetRevisionArn)?.taskDefinitionArn ?? '' };
}
/** ECS lists a new deployment a moment after the service is led by it. */
function leaderBesides(ours, service) {
    const primary = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .primaryOf */ .O)(service);
    return primary === undefined || primary.id === (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_1__/* .rolloutIdOf */ .c)(ours.target.revisionArn)
        ? undefined
        : { arn: primary.id, taskDefinitionArn: primary.taskDefinitionArn };
}


/***/ }),

/***/ 8848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ notBegun)
/* harmony export */ });
/* harmony import */ var _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
/* harmony import */ var _lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7833);
/* harmony import */ var _report_untouched_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2321);
/* harmony import */ var _in_vain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6281);
/* harmony import */ var _rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8019);
// AWS said no, or nothing, before anything was under way: that ends the run with a whole report, which says what was done by then and what was not.





/** `registration`: absent where AWS did not come to it. A cancelled job's requests end as they do anywhere. */
function notBegun({ context }, registration) {
    return (failure) => {
        const { aborted } = context.signal;
        if (!(failure instanceof _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ) || (aborted && (0,_lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(failure)))
            throw failure;
        return {
            kind: 'not-begun',
            verdict: (0,_report_untouched_js__WEBPACK_IMPORTED_MODULE_3__/* .verdictOf */ .V)(failure),
            reason: failure.message,
            done: doneBy(failure, registration),
            ...(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .lackOf */ .Zs)(failure),
            ...(registration === undefined ? {} : { taskDefinitionArn: registration.arn }),
            ...(aborted ? { unfinished: true } : {}),
        };
    };
}
/** What had been done by then. */
function doneBy({ operation, ambiguous }, registration) {
    const service = operation === 'ecs:UpdateService' && ambiguous
        ? 'whether ECS has taken the update is not known'
        : 'the service was not touched';
    const registered = (0,_in_vain_js__WEBPACK_IMPORTED_MODULE_1__/* .registeredInVain */ .Ah)(registration);
    return registered === undefined ? (0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_4__/* .upperFirst */ .Zb)(`${service}.`) : `${registered}; ${service}.`;
}


/***/ }),

/***/ 4876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HZ: () => (/* binding */ registered),
/* harmony export */   LT: () => (/* binding */ registerWithTags),
/* harmony export */   kz: () => (/* binding */ register)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var _lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5382);
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_canonical_definition_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1524);
/* harmony import */ var _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8083);
/* harmony import */ var _lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5187);
/* harmony import */ var _history_revision_tags_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2453);
// Registers what is to be deployed, with the tags that say where it comes from; or reads what is registered already.







async function registered(api, arn) {
    return { arn, definition: (await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTaskDefinition */ .oh)(api, arn)).definition };
}
/** Throws UserError when AWS dropped a member that was sent: what would serve is not what was asked for. */
async function register(run, definition, tags, unused) {
    // A file may bring tags of its own. They are beside the definition when ECS answers.
    const { tags: own, ...content } = definition;
    const merged = new Map([...(Array.isArray(own) ? own.filter(_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_4__/* .isRaw */ .Zi) : []), ...tags].map((tag) => [tag.key, tag]));
    const sent = { ...content, tags: [...merged.values()] };
    if (unused !== undefined && (0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(unused.sent, sent))
        return unused;
    const made = await registerWithTags(run, content, sent.tags);
    const lost = (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_4__/* .lostMembers */ .Uk)((0,_lib_core_canonical_definition_js__WEBPACK_IMPORTED_MODULE_5__/* .canonicalDefinition */ .A)(content), made.definition);
    if (lost.length > 0) {
        throw new _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`task-definition: ECS registered ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortTaskDefinition */ .P5)(made.arn)} without what was sent as ${lost.join(', ')}`, { done: `${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortTaskDefinition */ .P5)(made.arn)} was registered; the service was not touched.` });
    }
    run.context.log.line(`Registered ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_6__/* .shortTaskDefinition */ .P5)(made.arn)}.`);
    return { ...made, sent };
}
async function registerWithTags({ patient, context }, definition, tags) {
    const { tags: fitting, left } = (0,_history_revision_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .fittingTags */ .rp)(tags);
    if (left.length > 0)
        context.log.line(`Registering without ${left.join(', ')}: AWS allows 50 tags, and the task definition has ${tags.length - left.length} besides.`);
    try {
        return await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_1__/* .registerTaskDefinition */ .eQ)(patient, { ...definition, ...(tags.length === 0 ? {} : { tags: fitting }) });
    }
    catch (error) {
        // Tags need ecs:TagResource. A denial that is not about them comes again.
        if (!(error instanceof _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .AwsFailure */ .OQ) || error.kind !== 'denied' || tags.length === 0)
            throw error;
        const made = await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_1__/* .registerTaskDefinition */ .eQ)(patient, definition);
        context.log.line(`Registered without tags: ${error.awsMessage}`);
        return made;
    }
}


/***/ }),

/***/ 8019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G9: () => (/* binding */ settle),
/* harmony export */   Jv: () => (/* binding */ isOverdue),
/* harmony export */   KX: () => (/* binding */ anotherBegins),
/* harmony export */   Zs: () => (/* binding */ lackOf),
/* harmony export */   ff: () => (/* binding */ describeTarget),
/* harmony export */   gu: () => (/* binding */ isBackOverdue),
/* harmony export */   nv: () => (/* binding */ unseen),
/* harmony export */   ov: () => (/* binding */ MEANING),
/* harmony export */   rl: () => (/* binding */ causeOf),
/* harmony export */   uk: () => (/* binding */ wait),
/* harmony export */   zT: () => (/* binding */ superseded)
/* harmony export */ });
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2491);
/* harmony import */ var _lib_core_watch_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5841);
// What the rule of a rollout reads and answers, and the words that its parts share.



/** What each status of ECS means for a watcher. */
const MEANING = {
    PENDING: 'moving',
    IN_PROGRESS: 'moving',
    SUCCESSFUL: 'succeeded',
    STOP_REQUESTED: 'stopping',
    STOPPED: 'stopped',
    ROLLBACK_REQUESTED: 'going-back',
    ROLLBACK_IN_PROGRESS: 'going-back',
    ROLLBACK_SUCCESSFUL: 'went-back',
    ROLLBACK_FAILED: 'lost',
    // A word that is new to us: it may end as timed-out, never as deployed.
    UNRECOGNISED: 'moving',
};
function wait(because) {
    return { kind: 'wait', because };
}
function settle(kind, reason, failure) {
    return { kind: 'settle', verdict: { kind, reason, ...(failure === undefined ? {} : lackOf(failure)) } };
}
function lackOf({ kind, permission }) {
    return kind === 'denied' ? { lacks: permission } : {};
}
function isOverdue(limits, history) {
    return history.now - history.startedAt >= limits.timeoutMs;
}
/** The deadline is over, and so is what a way back may take on top. */
function isBackOverdue(limits, history, seen) {
    const since = history.issued[0]?.at ?? seen.goingBackSince ?? history.startedAt;
    return isOverdue(limits, history) && history.now - since >= limits.rollbackTimeoutMs;
}
function unseen({ issued: [asked], tally }) {
    const done = asked === undefined ? 'Nothing was done to it.' : `A rollback had been asked for (${asked.command.because}).`;
    return settle('unobserved', `could not see the deployment at the end: ${(0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_0__/* .describeTally */ .O1)(tally)}. ${done}`);
}
function superseded(by) {
    return settle('superseded', `a newer deployment took over: ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .lastPart */ .S_)(by.arn)} with ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .shortTaskDefinition */ .P5)(by.taskDefinitionArn)}`);
}
/** The most frequent cause, else what the load balancer last said against a task that still ran; with a colon before it. */
function causeOf({ causes: [first], unwell: [target] = [] }) {
    if (first !== undefined)
        return `: ${first.sentence}`;
    return target === undefined ? '' : `: ${describeTarget(target)}`;
}
/** `the load balancer calls 10.0.0.2:8080 unhealthy (Target.Timeout: Request timed out)` */
function describeTarget({ address, port, state, reason, description }) {
    const why = [reason, description].filter((words) => words !== undefined).join(': ');
    return `the load balancer calls ${address}:${port} ${state}${why === '' ? '' : ` (${why})`}`;
}
/** ECS lists a new deployment only after a second or two; that the service is on its way to something else shows at once. */
function anotherBegins({ service, deployment }) {
    const primary = (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_2__/* .primaryOf */ .O)(service);
    return primary?.rolloutState === 'IN_PROGRESS' && primary.id !== (0,_lib_core_snapshots_js__WEBPACK_IMPORTED_MODULE_2__/* .rolloutIdOf */ .c)(deployment.target.revisionArn);
}


/***/ }),

/***/ 9789:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   RC: () => (/* binding */ createUnlessRefused),
/* harmony export */   XP: () => (/* binding */ serviceOrFailure),
/* harmony export */   pF: () => (/* binding */ deploymentOrFailure)
/* harmony export */ });
/* harmony import */ var _lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5382);
/* harmony import */ var _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8083);
// What a watch must see, or its look has failed; and what only explains, which must not blind it.


/** Throws AwsFailure: `unavailable` where ECS does not know the deployment (yet), `refused` where its service is gone. */
async function deploymentOrFailure(api, ref, arn) {
    const deployment = await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .describeServiceDeployment */ .MH)(api, arn);
    if (deployment !== undefined)
        return deployment;
    await serviceOrFailure(api, ref);
    throw new _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AwsFailure */ .OQ({
        kind: 'unavailable',
        operation: 'ecs:DescribeServiceDeployments',
        code: 'MISSING',
        awsMessage: `ECS does not know ${arn} (yet)`,
    });
}
/** A service that was deleted under our eyes is no mistake in the inputs: something was touched already. Throws AwsFailure (`refused`). */
async function serviceOrFailure(api, ref) {
    try {
        return await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .describeService */ .Jv)(api, ref);
    }
    catch (error) {
        if (!(error instanceof _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo))
            throw error;
        throw new _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AwsFailure */ .OQ({ kind: 'refused', operation: 'ecs:DescribeServices', code: 'MISSING', awsMessage: error.message }, { cause: error });
    }
}
/** Where AWS says no to what only explains, the verdict comes without the explanation. */
function createUnlessRefused() {
    const denied = new Set();
    const refused = new Map();
    return {
        unlessRefused: async (looking, otherwise) => {
            try {
                return await looking;
            }
            catch (error) {
                if (!(error instanceof _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AwsFailure */ .OQ))
                    throw error;
                if (error.kind === 'denied')
                    denied.add(error.operation);
                else if (error.kind === 'refused')
                    refused.set(error.operation, error.message);
                else
                    throw error;
                return otherwise;
            }
        },
        denied: () => (denied.size === 0 ? undefined : [...denied]),
        refused: () => (refused.size === 0 ? undefined : [...refused.values()]),
    };
}


/***/ }),

/***/ 8826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L9: () => (/* binding */ isShifting),
/* harmony export */   QZ: () => (/* binding */ awaited),
/* harmony export */   SA: () => (/* binding */ hasScaledUp),
/* harmony export */   ag: () => (/* binding */ describeShift),
/* harmony export */   al: () => (/* binding */ describeStage),
/* harmony export */   bB: () => (/* binding */ decisionsOf),
/* harmony export */   cb: () => (/* binding */ hasShifted),
/* harmony export */   z4: () => (/* binding */ hasAllTraffic)
/* harmony export */ });
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_shell_word_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3577);
// The stages of a deployment that shifts traffic (blue/green, canary, linear): what each does, what it waits for, and when the traffic is over.


/** ECS's ServiceDeploymentLifecycleStage, and PRE_PRODUCTION_TRAFFIC_SHIFT, which only its hooks have a name for. */
const DOES = {
    RECONCILE_SERVICE: 'ECS brings the service back to one revision',
    PRE_SCALE_UP: 'no new task is started yet',
    SCALE_UP: 'new tasks start beside the old ones',
    POST_SCALE_UP: 'the new tasks are healthy',
    TEST_TRAFFIC_SHIFT: 'test traffic goes over',
    POST_TEST_TRAFFIC_SHIFT: 'the new tasks have the test traffic',
    PRE_PRODUCTION_TRAFFIC_SHIFT: 'production traffic is about to go over',
    PRODUCTION_TRAFFIC_SHIFT: 'production traffic goes over',
    POST_PRODUCTION_TRAFFIC_SHIFT: 'the new tasks have the production traffic',
    BAKE_TIME: 'old and new tasks stand side by side',
    CLEAN_UP: 'the old tasks are stopped',
};
const STAGES = Object.keys(DOES);
/** A strategy that is new to us may shift traffic as well. */
function isShifting({ strategy }) {
    return strategy !== 'ROLLING';
}
/** ECS leaves SCALE_UP only when every new task is healthy. */
function hasScaledUp({ service, deployment }) {
    const { target, lifecycleStage = '' } = deployment;
    const isPast = STAGES.indexOf(lifecycleStage) > STAGES.indexOf('SCALE_UP');
    return isShifting(service) && isPast && target.requested > 0 && target.running >= target.requested;
}
/** The new revision has all of the production traffic, as far as ECS knows of any. */
function hasAllTraffic({ service, deployment: { target } }) {
    return !isShifting(service) || target.productionWeight === undefined || target.productionWeight >= 100;
}
/** All traffic is over, and the old revision stands: while it bakes, or while somebody's word is waited for before that. */
function hasShifted(seen) {
    const { status, lifecycleStage, target } = seen.deployment;
    if (status !== 'IN_PROGRESS' || !hasScaledUp(seen) || (target.productionWeight ?? 0) < 100)
        return false;
    return (lifecycleStage === 'BAKE_TIME' ||
        (lifecycleStage === 'POST_PRODUCTION_TRAFFIC_SHIFT' && awaited(seen.deployment).length > 0));
}
/** Hooks that somebody has to decide. */
function awaited({ hooks = [] }) {
    return hooks.filter(({ status }) => status === 'AWAITING_ACTION');
}
/** `, BAKE_TIME (old and new tasks stand side by side for 5 minutes)`; empty where there are no stages. */
function describeStage({ deployment, service }) {
    const { lifecycleStage } = deployment;
    if (lifecycleStage === undefined)
        return '';
    const does = DOES[lifecycleStage];
    const minutes = service.bakeTimeInMinutes;
    const long = lifecycleStage === 'BAKE_TIME' && minutes > 0 ? ` for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : '';
    return `, ${lifecycleStage}${does === undefined ? '' : ` (${does}${long})`}`;
}
/** `; 25 % of the production traffic on the new tasks`, and every hook that is waited for. */
function describeShift({ deployment, service }) {
    const { target, hooks = [] } = deployment;
    const traffic = !isShifting(service) || target.productionWeight === undefined
        ? []
        : [`${target.productionWeight} % of the production traffic on the new tasks`];
    return [...traffic, ...hooks.flatMap(describeHook)].map((words) => `; ${words}`).join('');
}
/** How each hook that is waited for is decided. */
function decisionsOf(deployment) {
    return awaited(deployment).map(({ id }) => `aws ecs continue-service-deployment --service-deployment-arn ${(0,_lib_core_shell_word_js__WEBPACK_IMPORTED_MODULE_0__/* .shellWord */ .r)(deployment.arn)} --hook-id ${(0,_lib_core_shell_word_js__WEBPACK_IMPORTED_MODULE_0__/* .shellWord */ .r)(id)} --action CONTINUE (or ROLLBACK)`);
}
function describeHook(hook) {
    const { id, status, target, expiresAt, timeoutAction = 'ROLLBACK' } = hook;
    const name = target === undefined ? `${hook.targetType} hook` : `hook ${target.slice(target.lastIndexOf(':') + 1)}`;
    switch (status) {
        case 'SUCCEEDED':
            return [];
        case 'AWAITING_ACTION': {
            const until = expiresAt === undefined ? '' : ` until ${new Date(expiresAt).toISOString()}, then ${timeoutAction}`;
            return [`${name} ${id} waits for a decision${until}`];
        }
        case 'IN_PROGRESS':
            return [`${name} runs`];
        default:
            return [`${name} ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_1__/* .lastPart */ .S_)(id)} is ${status}`];
    }
}


/***/ }),

/***/ 2711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  qN: () => (/* binding */ begin),
  HZ: () => (/* binding */ findDeployment),
  i4: () => (/* binding */ startDeployment)
});

// EXTERNAL MODULE: ./build/lib/aws/ecs.js + 2 modules
var ecs = __nccwpck_require__(5382);
// EXTERNAL MODULE: ./build/lib/core/arn.js
var core_arn = __nccwpck_require__(9661);
// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(2720);
// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(8083);
// EXTERNAL MODULE: ./build/lib/core/sentence.js
var sentence = __nccwpck_require__(7833);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/history/history.js
var history_history = __nccwpck_require__(5060);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/history/revision-tags.js
var revision_tags = __nccwpck_require__(2453);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/intent.js
var intent = __nccwpck_require__(3281);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/settings/send-settings.js
var send_settings = __nccwpck_require__(5801);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/lost-answer.js
// An answer that was lost on the way: nobody knows whether ECS did what was asked, and what was looked up since may say it, or not.


/** A failure of AWS as a value. */
function lookedUp(looking) {
    return looking().catch((error) => {
        if (error instanceof errors/* AwsFailure */.OQ)
            return error;
        throw error;
    });
}
/** `unanswered`: absent where ECS took the update. */
function lostUnseen(unanswered, failure) {
    const said = unanswered === undefined
        ? 'ECS took the update, but its service deployment could not be looked up:'
        : `${(0,sentence/* ended */.v6)(unanswered.message)} Whether ECS has taken the update is not known, for its service deployment could not be looked up:`;
    return { lost: `${said} ${failure.message}` };
}
/** The failure after which nobody knows whether AWS did what was asked. */
function lostAnswer(send) {
    return send().then(() => undefined, (error) => {
        if (error instanceof errors/* AwsFailure */.OQ && error.ambiguous)
            return error;
        throw error;
    });
}

// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/not-begun.js
var not_begun = __nccwpck_require__(8848);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/registration.js
var rollout_registration = __nccwpck_require__(4876);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/start.js
// Starts what was planned, and finds the service deployment that it made. What is intended is saved before the call that starts work.












/**
 * Registers and updates where the plan is to deploy; else only names what is under way already. Throws AwsFailure where AWS did not take the
 * registration, or the settings that go before.
 */
async function begin(run, { reading, plan, unused }) {
    const { service, running } = reading.situation;
    if (plan.kind === 'resume') {
        if (plan.edit !== undefined)
            (0,send_settings/* sayLostSettings */.d)(run.context.log, plan.edit, await (0,send_settings/* sendSettings */.i)(run, plan.edit));
        // Whoever joins is asked for the same as whoever began.
        leaveIntent(run, reading, {
            taskDefinitionArn: plan.taskDefinitionArn,
            known: [],
            deploymentArn: plan.deploymentArn,
        });
        return {
            kind: 'begun',
            intent: 'join',
            deploymentArn: plan.deploymentArn,
            taskDefinitionArn: plan.taskDefinitionArn,
            definition: running,
        };
    }
    if (plan.kind === 'stop')
        return {
            kind: 'begun',
            intent: 'go-back',
            deploymentArn: plan.deploymentArn,
            taskDefinitionArn: service.taskDefinitionArn,
            definition: running,
        };
    const registration = plan.register === undefined
        ? await (0,rollout_registration/* registered */.HZ)(run.patient, plan.taskDefinitionArn ?? service.taskDefinitionArn)
        : await (0,rollout_registration/* register */.kz)(run, plan.register, (0,revision_tags/* tagsFor */.Nj)(plan.back?.tags ?? reading.tags, originOf(run, reading, plan)), unused);
    return startRegistered(run, { reading, plan }, registration).catch((0,not_begun/* notBegun */.d)(run, registration));
}
async function startRegistered(run, { reading, plan }, registration) {
    const { signal, log } = run.context;
    const { arn, definition } = registration;
    const stopped = { kind: 'not-begun', taskDefinitionArn: arn };
    const known = (await (0,ecs/* listServiceDeployments */.C0)(run.patient, run.target, { most: 100 })).map((brief) => brief.arn);
    // The last moment: behind this line is the call that starts work.
    if (signal.aborted)
        return { ...stopped, verdict: 'cancelled', reason: 'cancelled before the service was touched' };
    const [newest] = known;
    if (run.request.rollbackFrom !== undefined && newest !== reading.situation.deployments[0]?.arn)
        return {
            ...stopped,
            verdict: 'superseded',
            reason: `service deployment ${(0,core_arn/* lastPart */.S_)(newest ?? '')} was made meanwhile; the service was not touched`,
        };
    if (newest !== undefined && mindsOthers(run) && !reading.situation.deployments.some((known) => known.arn === newest))
        return { kind: 'overtaken', by: newest, unused: registration };
    leaveIntent(run, reading, { taskDefinitionArn: arn, known: known.slice(0, 20) });
    const started = await startDeployment(run, plan, arn, known);
    if ('lost' in started)
        return {
            ...stopped,
            verdict: 'unobserved',
            reason: started.lost,
            ...(signal.aborted ? { unfinished: true } : {}),
        };
    const { deploymentArn } = started;
    log.line(`ECS began service deployment ${(0,core_arn/* lastPart */.S_)(deploymentArn)} of ${(0,core_arn/* shortTaskDefinition */.P5)(arn)}.`);
    return { kind: 'begun', intent: 'deploy', deploymentArn, taskDefinitionArn: arn, definition };
}
/** Whoever goes back, or takes the place of others, asks for that whatever was begun since. */
function mindsOthers({ request }) {
    return request.rollbackTo === undefined && request.onInProgress !== 'replace';
}
function originOf({ request, context }, { tags }, { back }) {
    const { environment } = context;
    const run = environment.GITHUB_RUN_ID ?? '';
    if (back === undefined)
        return { ...(0,revision_tags/* commitOf */.D3)(request, tags, environment), run };
    const { from, step } = back;
    return (0,revision_tags/* originOfEarlier */.KN)(back.tags, { run, from, ...(step === undefined ? {} : { step }) });
}
/** The service deployment that the update made; `lost` when the update was taken and its deployment cannot be found. */
async function startDeployment({ patient, context, target }, { force, edit, register: own }, taskDefinitionArn, known) {
    const { clock, log } = context;
    const find = (withinMs) => findDeployment({ api: patient, clock }, target, taskDefinitionArn, known, withinMs);
    const send = async (forced) => {
        const input = {
            ...target,
            taskDefinition: taskDefinitionArn,
            ...(forced ? { forceNewDeployment: true } : {}),
            ...edit?.send,
        };
        (0,send_settings/* sayLostSettings */.d)(log, edit, await (0,ecs/* updateService */.bU)(patient, input));
    };
    const lostOnTheWay = await lostAnswer(() => send(force));
    if (lostOnTheWay !== undefined) {
        log.line(`${lostOnTheWay.message} It may have been carried out: looking for its deployment before asking again.`);
        const found = await lookedUp(() => find(LOST_ANSWER_MS));
        if (found instanceof errors/* AwsFailure */.OQ)
            return lostUnseen(lostOnTheWay, found);
        if (found !== undefined)
            return { deploymentArn: found };
        // Nobody wants it any more.
        if (context.signal.aborted)
            return { lost: lostOnTheWay.message };
    }
    // Where this answer is lost, too, there is nothing left but to look.
    // A revision of its own makes a deployment by itself, and only one, however often it is asked for: ECS may have been slow to list the first.
    const lostAgain = lostOnTheWay === undefined ? undefined : await lookedUp(() => lostAnswer(() => send(force && own === undefined)));
    if (lostOnTheWay !== undefined && lostAgain !== undefined && !lostAgain.ambiguous)
        return {
            lost: `${(0,sentence/* ended */.v6)(lostOnTheWay.message)} No service deployment of it was found, and asked again: ${lostAgain.message}`,
        };
    const deploymentArn = await lookedUp(() => find(APPEARS_WITHIN_MS));
    if (deploymentArn instanceof errors/* AwsFailure */.OQ)
        return lostUnseen(lostAgain, deploymentArn);
    if (deploymentArn !== undefined)
        return { deploymentArn };
    if (lostAgain === undefined)
        return { lost: 'ECS took the update, but shows no service deployment for it' };
    return {
        lost: `${(0,sentence/* ended */.v6)(lostAgain.message)} No service deployment of ${(0,core_arn/* shortTaskDefinition */.P5)(taskDefinitionArn)} was found within ${(0,duration/* renderDuration */.PP)(APPEARS_WITHIN_MS)}, so ECS has most likely not taken the update.`,
    };
}
/** For the post step, should this process not come to its end. */
function leaveIntent({ context, request, target }, { situation }, ours) {
    const previousTaskDefinitionArn = (0,history_history/* previousOf */.te)(situation);
    (0,intent/* saveIntent */.Cf)(context.state, {
        ...target,
        ...ours,
        ...(previousTaskDefinitionArn === undefined ? {} : { previousTaskDefinitionArn }),
        onCancel: request.limits.onCancel,
        at: new Date(context.clock.now()).toISOString(),
    });
}
/** An empty list for a second or two is normal: ECS makes the deployment after it has answered. */
const APPEARS_WITHIN_MS = 60_000;
const LOST_ANSWER_MS = 10_000;
const LOOK_AGAIN_MS = 1_000;
/** The one that was not there before and whose target carries our task definition. `currentServiceDeployment` can be stale, so it is not asked. */
async function findDeployment(tools, ref, taskDefinitionArn, known, withinMs) {
    const startedAt = tools.clock.now();
    for (let delayMs = LOOK_AGAIN_MS;; delayMs = Math.min(delayMs * 2, 5_000)) {
        const fresh = (await (0,ecs/* listServiceDeployments */.C0)(tools.api, ref, { most: 20 })).filter(({ arn }) => !known.includes(arn));
        const revisions = await (0,ecs/* describeServiceRevisions */.XG)(tools.api, fresh.map(({ targetRevisionArn }) => targetRevisionArn));
        // Newest first: one that somebody else forced since carries the same definition, and takes the place of ours.
        const ours = fresh.findLast(({ targetRevisionArn }) => revisions.get(targetRevisionArn)?.taskDefinitionArn === taskDefinitionArn);
        if (ours !== undefined)
            return ours.arn;
        if (tools.clock.now() + delayMs - startedAt > withinMs)
            return undefined;
        await tools.clock.sleep(delayMs);
    }
}


/***/ }),

/***/ 8030:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  W: () => (/* binding */ healthOf)
});

;// CONCATENATED MODULE: ./build/lib/aws/target-health.js
// What a load balancer thinks of its targets.
async function describeTargets(api, targetGroupArn) {
    const answer = await api.call('elasticloadbalancing', 'DescribeTargetHealth', { TargetGroupArn: targetGroupArn });
    return (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
        address: Target?.Id ?? '',
        port: Target?.Port ?? 0,
        state: TargetHealth?.State ?? '',
        ...(TargetHealth?.Reason === undefined ? {} : { reason: TargetHealth.Reason }),
        ...(TargetHealth?.Description === undefined ? {} : { description: TargetHealth.Description }),
    }));
}
/** What the target groups of each load balancer say, load balancer by load balancer: where traffic is shifted, a task is in one of two groups. */
async function describeTargetsOf(api, loadBalancers) {
    const asked = new Map();
    const ask = (arn) => {
        const known = asked.get(arn) ?? describeTargets(api, arn);
        asked.set(arn, known);
        return known;
    };
    const said = loadBalancers.map(async ({ targetGroupArn, alternateTargetGroupArn }) => {
        const arns = [targetGroupArn, alternateTargetGroupArn].filter((arn) => arn !== undefined);
        return (await Promise.all(arns.map(ask))).flat();
    });
    return Promise.all(said);
}
/** Addresses that every one of the load balancers calls healthy. */
function healthyIn(groups) {
    const healthy = groups.map((targets) => new Set(targets.flatMap(({ address, state }) => (state === 'healthy' ? [address] : []))));
    const [first = new Set(), ...others] = healthy;
    return new Set([...first].filter((address) => others.every((group) => group.has(address))));
}

// EXTERNAL MODULE: ./build/lib/aws/tasks.js
var tasks = __nccwpck_require__(9084);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/rollout/earlier-health.js
var earlier_health = __nccwpck_require__(2616);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/rollout/task-health.js
// Whether a task of our deployment is well, by ECS's own rule, and what the load balancer says of those that are not.



/** What a target answers, or does not; the other reasons are those of the load balancer itself. */
const CHECK_FAILED = ['Target.ResponseCodeMismatch', 'Target.Timeout', 'Target.FailedHealthChecks'];
/** The clocks of AWS and of the runner may differ: a grace period is over once it is over for both. */
const CLOCKS_DIFFER_MS = 60_000;
async function healthOf(api, clock, ref, service, rolloutId) {
    const arns = await (0,tasks/* listRunningTasks */.fc)(api, ref);
    const running = (await (0,tasks/* describeTasks */.yz)(api, ref.cluster, arns, () => true)).filter(({ startedBy, lastStatus }) => startedBy === rolloutId && lastStatus === 'RUNNING');
    const loadBalancers = service.loadBalancers.filter(({ targetGroupArn }) => targetGroupArn !== undefined);
    const said = running.length === 0 ? [] : await describeTargetsOf(api, loadBalancers);
    const healthy = healthyIn(said);
    const ours = new Set(running.flatMap(({ addresses }) => addresses));
    const unwell = said.flat().filter(({ address, state }) => ours.has(address) && state === 'unhealthy');
    const failed = new Set(unwell.filter(({ reason = '' }) => CHECK_FAILED.includes(reason)).map(({ address }) => address));
    // ECS's own rule: what the load balancer and the container's check say; where there is neither, 40 s of running.
    const well = running.filter(({ healthStatus, startedAt, addresses }) => {
        // Targets of tasks without an address of their own (bridge and host mode) are instances: nobody can tell whose they are, so nothing is held against them.
        if (loadBalancers.length > 0)
            return (addresses.length === 0 || addresses.some((one) => healthy.has(one))) && healthStatus !== 'UNHEALTHY';
        if (healthStatus !== 'UNKNOWN')
            return healthStatus === 'HEALTHY';
        return startedAt !== undefined && clock.now() - startedAt >= earlier_health/* HEALTHY_AFTER_MS */.Ej;
    });
    return {
        isHealthy: well.length > 0,
        healthy: well.length,
        running: running.length,
        fails: running.some(({ addresses, healthStatus, startedAt }) => (healthStatus === 'UNHEALTHY' || addresses.some((one) => failed.has(one))) &&
            hasHadItsTime(startedAt, service, clock.now())),
        unwell,
    };
}
/** ECS ignores failed checks while it lasts, for a start may take so long. */
function hasHadItsTime(startedAt, { healthCheckGracePeriodSeconds }, now) {
    if (healthCheckGracePeriodSeconds === 0)
        return true;
    return startedAt !== undefined && now - startedAt >= healthCheckGracePeriodSeconds * 1_000 + CLOCKS_DIFFER_MS;
}


/***/ }),

/***/ 3606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GE: () => (/* binding */ describeTasksSince),
/* harmony export */   IN: () => (/* binding */ whyWaiting),
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   hb: () => (/* binding */ whyNotStarted),
/* harmony export */   yz: () => (/* binding */ describeTasks)
/* harmony export */ });
/* harmony import */ var _lib_core_causes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7774);
/* harmony import */ var _early_success_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6008);
/* harmony import */ var _stages_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8826);
// What a rollout still waits for, in one line. It decides nothing.



/** `IN_PROGRESS: 1 of 2 new tasks running, 1 starting, 2 old`, and how it is decided where it waits for a decision. */
function whyWaiting(history, seen) {
    return [stateOf(history, seen), ...(0,_stages_js__WEBPACK_IMPORTED_MODULE_1__/* .decisionsOf */ .bB)(seen.deployment)].join(': ');
}
/** The same without the commands. */
function stateOf(history, seen) {
    const { deployment } = seen;
    const blind = history.blind.at(-1);
    const sight = blind === undefined ? '' : ` (last look failed: ${blind.code})`;
    const failed = deployment.circuitBreaker?.failureCount ?? 0;
    const threshold = deployment.circuitBreaker?.threshold;
    const failures = failed > 0 ? `, ${failed} failed (the circuit breaker trips at ${threshold})` : '';
    return `${deployment.rawStatus}${(0,_stages_js__WEBPACK_IMPORTED_MODULE_1__/* .describeStage */ .al)(seen)}: ${describeTasks(seen)}${failures}${waitingFor(seen)}${(0,_stages_js__WEBPACK_IMPORTED_MODULE_1__/* .describeShift */ .ag)(seen)}${sight}`;
}
function describeTasks({ deployment: { target, sources } }) {
    const old = oldTasks(sources);
    const starting = target.pending > 0 ? `, ${target.pending} starting` : '';
    return `${target.running} of ${target.requested} new tasks running${starting}${old > 0 ? `, ${old} old` : ''}`;
}
/** What keeps ECS from starting all that were asked for; undefined where they run, or nothing is known. */
function whyNotStarted({ causes, deployment, service }) {
    const { target, createdAt } = deployment;
    if (target.requested > 0 && target.running >= target.requested)
        return undefined;
    const [event] = (0,_lib_core_causes_js__WEBPACK_IMPORTED_MODULE_0__/* .causesOfEvents */ .TZ)(service.events.filter(({ at }) => at >= createdAt));
    return causes.find(({ fault }) => fault === 'platform') ?? event;
}
/** The counts of an ended deployment are those of its end: what became of its tasks since, and how many are wanted by now, the service knows. */
function describeTasksSince(seen) {
    return (0,_early_success_js__WEBPACK_IMPORTED_MODULE_2__/* .runEnough */ .gS)(seen)
        ? describeTasks(seen)
        : `${(0,_early_success_js__WEBPACK_IMPORTED_MODULE_2__/* .newTasks */ .Lb)(seen)} of ${seen.service.desiredCount} new tasks running now`;
}
/** All new tasks run: what is left is their health, then the end of the old ones. */
function waitingFor(seen) {
    const { deployment: { target, sources, alarms }, service, } = seen;
    // A stage says by itself what it is about.
    if ((0,_stages_js__WEBPACK_IMPORTED_MODULE_1__/* .isShifting */ .L9)(service))
        return '';
    if (target.requested === 0)
        return '';
    const missing = target.requested - target.running - target.pending;
    if (target.running < target.requested)
        return missing > 0 ? `; waiting for ECS to start ${missing === target.requested ? 'them' : `${missing} more`}` : '';
    if (sources.length === 0)
        return '; waiting for the new tasks to be healthy';
    if (oldTasks(sources) > 0)
        return '; waiting for the new tasks to be healthy, and then for the old ones to stop';
    return (alarms?.names ?? []).length === 0 && hasBegunDraining(seen)
        ? '; waiting for the old tasks to drain and stop'
        : bakesFor(alarms);
}
/** Before a first release nothing ran, although the deployment has a source: only ECS's event tells that something drains. */
function hasBegunDraining({ deployment: { createdAt }, service: { events } }) {
    return events.some(({ at, message }) => at >= createdAt && message.includes('has begun draining connections'));
}
/** With alarms, ECS lets a deployment that is complete stand for minutes before it calls it done. */
function bakesFor(alarms) {
    const names = alarms?.names ?? [];
    return alarms?.status === 'MONITORING' && names.length > 0
        ? `; baking: ECS watches ${names.length === 1 ? 'the alarm' : 'the alarms'} ${names.join(', ')} before it calls it done`
        : '; waiting for ECS to call it done';
}
function oldTasks(sources) {
    return sources.reduce((sum, source) => sum + source.running, 0);
}


/***/ }),

/***/ 3840:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Kv: () => (/* binding */ requestNotTaken),
/* harmony export */   PY: () => (/* binding */ whenLost),
/* harmony export */   dB: () => (/* binding */ nothingToGoBackTo),
/* harmony export */   ef: () => (/* binding */ hasNeverServed),
/* harmony export */   gQ: () => (/* binding */ whenGoingBack),
/* harmony export */   gm: () => (/* binding */ askToGoBack),
/* harmony export */   m_: () => (/* binding */ whenWentBack),
/* harmony export */   ov: () => (/* binding */ leftFailing)
/* harmony export */ });
/* harmony import */ var _lib_core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2720);
/* harmony import */ var _lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7833);
/* harmony import */ var _lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5841);
/* harmony import */ var _rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8019);
// The way back of a deployment: asking for it, while ECS goes it, when it has been gone, and who wanted it.




/**
 * The newest request, where AWS did not take it as far as we know: a refusal may mean that ECS is on its way back already, and a lost answer that
 * it took the request, so that only a look after it tells.
 */
function requestNotTaken({ issued, latestAt = 0 }) {
    const newest = issued.at(-1);
    return newest?.failure !== undefined && latestAt > newest.at ? { ...newest, failure: newest.failure } : undefined;
}
/** Sent again after a request that got no answer, for as long as a rollback may take: one that ECS has taken, it takes no second time. */
function askToGoBack(limits, history, because) {
    const [first] = history.issued;
    const notTaken = requestNotTaken(history);
    if (first === undefined || notTaken === undefined || history.now - first.at < limits.rollbackTimeoutMs)
        return { kind: 'act', command: { kind: 'request-rollback', because } };
    const within = `could not be asked for within ${(0,_lib_core_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(limits.rollbackTimeoutMs)}`;
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('timed-out', `a rollback (${because}) ${within}: ${notTaken.failure.message} The deployment goes on.`);
}
/** ECS can go back to nothing where none ever succeeded: it would only end the deployment as ROLLBACK_FAILED. */
function nothingToGoBackTo(limits, { oldStood }) {
    return hasNeverServed(limits) && oldStood === 0;
}
function hasNeverServed({ wayBack }) {
    return 'none' in wayBack && wayBack.neverServed === true;
}
function leftFailing(because, seen) {
    const why = seen.imageGone === undefined ? (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen) : `: ${seen.imageGone}`;
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('failed', `${because}${why}. There is nothing to go back to, for no deployment of this service is known to have succeeded; ECS goes on starting its tasks until another one is deployed`);
}
/** Asking again changes nothing. Who only asked for this has touched nothing. */
function refused(limits, history, seen, { command, failure }, intent) {
    const why = command.because === 'decision' ? '' : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen);
    const sentence = `the rollback that was asked for (${command.because}${why}) was not taken: ${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_3__/* .ended */ .v6)(failure.message)} The deployment goes on.`;
    if (intent === 'go-back')
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('refused', sentence, failure);
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .isOverdue */ .Jv)(limits, history)
        ? (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('timed-out', `gave up after ${(0,_lib_core_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(limits.timeoutMs)}; ${sentence}`, failure)
        : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('failed', sentence, failure);
}
function whenGoingBack(limits, history, seen) {
    // A rollback that ECS began by itself gets its time on top of the deployment's own.
    const since = history.issued[0]?.at ?? seen.goingBackSince ?? history.now;
    if (history.now - since >= limits.rollbackTimeoutMs) {
        return (0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlind */ .iE)(history)
            ? (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .unseen */ .nv)(history)
            : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('timed-out', `the rollback did not end within ${(0,_lib_core_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(limits.rollbackTimeoutMs)}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}. ${(0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTally */ .O1)(history.tally)}`);
    }
    const asked = history.issued.at(-1);
    if (asked?.failure !== undefined && _rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .MEANING */ .ov[seen.deployment.status] === 'moving')
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)(`${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_3__/* .ended */ .v6)(asked.failure.message)} Looking whether ECS goes back all the same`);
    const counts = seen.deployment.sources.map((source) => `${source.running} of ${source.requested}`).join(', ');
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)(`rolling back${counts === '' ? '' : `: ${counts} old tasks running`}`);
}
function whenWentBack(limits, history, seen, intent) {
    if (seen.supersededBy !== undefined)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .superseded */ .zT)(seen.supersededBy);
    if ((0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .anotherBegins */ .KX)(seen) && !(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .isBackOverdue */ .gu)(limits, history, seen))
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('rolled back, and another deployment begins');
    return intent === 'go-back'
        ? whenBack(limits, history, seen)
        : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('rolled-back', `${whoRolledBack(history, seen)}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}`);
}
function whenLost(seen) {
    const said = seen.deployment.statusReason ?? 'ECS could not roll back and gives no reason';
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('rollback-failed', `${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_3__/* .open */ .ho)(said)}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}`);
}
/** The source of the deployment is in charge again; it serves once its tasks run. Where none is wanted, what runs still serves until it is gone. */
function whenBack(limits, history, seen) {
    const { runningCount, desiredCount } = seen.service;
    if (seen.inCharge && (desiredCount === 0 ? runningCount === 0 : runningCount >= desiredCount))
        return { kind: 'settle', verdict: { kind: desiredCount === 0 ? 'idle' : 'deployed' } };
    const count = `${runningCount} of ${desiredCount} tasks run`;
    if (!(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .isOverdue */ .Jv)(limits, history))
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)(`rolled back; ${count}`);
    return (0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlind */ .iE)(history)
        ? (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .unseen */ .nv)(history)
        : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('timed-out', `rolled back, but ${count}. ${(0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTally */ .O1)(history.tally)}`);
}
/** The reason begins with who. */
function whoRolledBack(history, seen) {
    const { circuitBreaker, alarms, statusReason, rollback } = seen.deployment;
    const taken = history.issued.find(({ failure }) => failure === undefined);
    if (taken !== undefined)
        return whyAsked(taken, seen);
    if (circuitBreaker?.status === 'TRIGGERED')
        return `breaker (${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold})`;
    if (alarms?.status === 'TRIGGERED')
        return `alarm ${alarms.triggered.join(', ')}`;
    // It may have been taken although no answer came.
    const unanswered = history.issued.findLast(({ failure }) => failure?.ambiguous);
    if (unanswered !== undefined)
        return whyAsked(unanswered, seen);
    // A hook that failed, or whose time-out said so: ECS has words for it, and shows the hook itself only for a while.
    const said = (0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_3__/* .open */ .ho)(statusReason ?? rollback?.reason ?? 'ECS gives no reason');
    return /\b(lifecycle|pause) hook/.test(said) ? `gate: ${said}` : `somebody else (${said})`;
}
function whyAsked({ command: { because } }, { imageGone }) {
    return because === 'image' && imageGone !== undefined ? `image (${imageGone})` : because;
}


/***/ }),

/***/ 175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MR: () => (/* binding */ whenCancelled),
/* harmony export */   XW: () => (/* binding */ NOTHING_TO_GO_BACK_TO),
/* harmony export */   ci: () => (/* binding */ seenWell)
/* harmony export */ });
/* harmony import */ var _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
/* harmony import */ var _lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(7833);
/* harmony import */ var _lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5841);
/* harmony import */ var _report_serving_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8538);
/* harmony import */ var _judgement_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4834);
/* harmony import */ var _rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8019);
/* harmony import */ var _way_back_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3840);
/* harmony import */ var _when_stopped_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(9205);
// A cancelled job: the request for the rollback, then the end. It has seconds left, so it waits for nothing but one look, where only a look can tell
// what to do: at what it joined, at what may be well, and at what became of a request that was refused or got no answer.








/** A request that gets no answer is sent again; what is then still open is left to the post step. */
const MOST_REQUESTS = 3;
function whenCancelled(limits, history, intent) {
    const { latest: seen, latestAt = -1, issued, now, cancelledAt = now } = history;
    const asked = issued.at(-1);
    if (asked !== undefined && asked.failure === undefined)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .settle */ .G9)('cancelled', 'a rollback was asked for; ECS carries it out by itself');
    if (asked !== undefined && latestAt <= asked.at)
        return now <= asked.at
            ? (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .wait */ .uk)('cancelled: one look at what became of the request')
            : unfinished(`${notTaken(asked)} What became of the deployment could not be seen.`, asked.failure);
    const isFirst = issued.every(({ command }) => command.kind !== 'put-back');
    const back = seen === undefined || limits.onCancel === 'leave' || !isFirst ? undefined : (0,_when_stopped_js__WEBPACK_IMPORTED_MODULE_6__/* .putBack */ .pK)(limits, seen, intent);
    if (back !== undefined)
        return { kind: 'act', command: { ...back, because: 'cancel' } };
    if (seen !== undefined && _rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .MEANING */ .ov[seen.deployment.status] !== 'moving')
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .settle */ .G9)('cancelled', whatBecame(seen, asked));
    if (asked?.failure !== undefined && (!(0,_lib_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(asked.failure) || issued.length >= MOST_REQUESTS))
        return unfinished(`${notTaken(asked)} The deployment goes on.`, asked.failure);
    if (limits.onCancel === 'leave')
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .settle */ .G9)('cancelled', 'the deployment goes on (on-cancel: leave)');
    // What somebody began before this run may be long healthy, and so may be what has taken the old one's place: seen now, before anything is done to it.
    const needsLook = seen === undefined ? intent === 'join' || (0,_way_back_js__WEBPACK_IMPORTED_MODULE_5__/* .hasNeverServed */ .ef)(limits) : (0,_judgement_js__WEBPACK_IMPORTED_MODULE_3__/* .mayBeHealthy */ ._y)(seen);
    if (needsLook && latestAt <= cancelledAt)
        return (0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlind */ .iE)(history) && now > cancelledAt
            ? unfinished('the deployment could not be seen, so nothing was asked for; it goes on')
            : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .wait */ .uk)('cancelled: one look at the deployment before anything is asked for');
    if (seen !== undefined && (0,_judgement_js__WEBPACK_IMPORTED_MODULE_3__/* .isSeenHealthy */ .nU)(seen))
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .settle */ .G9)('cancelled', `${seenWell(seen)}, so the deployment goes on`);
    if (seen !== undefined && (0,_way_back_js__WEBPACK_IMPORTED_MODULE_5__/* .nothingToGoBackTo */ .dB)(limits, seen))
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .settle */ .G9)('cancelled', NOTHING_TO_GO_BACK_TO);
    return { kind: 'act', command: { kind: 'request-rollback', because: 'cancel' } };
}
/** ECS takes no other stop than a rollback, and where it can go back to nothing, that makes no release of it: what moves may still succeed. */
const NOTHING_TO_GO_BACK_TO = 'no rollback was asked for, because no deployment of this service is known to have succeeded; the deployment goes on until another one takes its place';
/** Why a deployment that is seen healthy is; said of nothing else. */
function seenWell({ allHealthy }) {
    return allHealthy === true
        ? 'every task of the new service revision is healthy'
        : 'every task of the new service revision runs, as far as this role may see';
}
function notTaken({ command, failure }) {
    const what = command.kind === 'put-back' ? 'the way back that was begun' : 'the rollback that was asked for';
    return `${what} was not taken: ${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_7__/* .ended */ .v6)(failure?.message ?? '')}`;
}
/** What stands, where nothing is left to be asked for. */
function whatBecame(seen, asked) {
    const { status, rawStatus } = seen.deployment;
    const meaning = _rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .MEANING */ .ov[status];
    const running = `running: ${(0,_report_serving_js__WEBPACK_IMPORTED_MODULE_2__/* .whatServes */ .V)(seen.service)}`;
    if (meaning === 'going-back' && asked?.failure?.ambiguous === true)
        return `a rollback was asked for; ECS carries it out by itself (${rawStatus})`;
    if (meaning === 'stopped')
        return `the deployment is ${rawStatus}, and nothing was put back${asked?.command.kind === 'put-back' ? `, for ${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_7__/* .open */ .ho)(notTaken(asked))}` : ''}; ${running}. The next run deploys again, or goes back with rollback-to`;
    if (asked === undefined)
        return `the deployment is ${rawStatus}; nothing was asked for`;
    return `the deployment was ${rawStatus} before a rollback could be asked for; ${running}`;
}
function unfinished(reason, failure) {
    const lack = failure === undefined ? {} : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_4__/* .lackOf */ .Zs)(failure);
    return { kind: 'settle', verdict: { kind: 'cancelled', reason, ...lack, unfinished: true } };
}


/***/ }),

/***/ 9205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F0: () => (/* binding */ whenStopping),
/* harmony export */   OX: () => (/* binding */ whenStopped),
/* harmony export */   Ze: () => (/* binding */ whenPutBack),
/* harmony export */   pK: () => (/* binding */ putBack)
/* harmony export */ });
/* harmony import */ var _lib_core_arn_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(9661);
/* harmony import */ var _lib_core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2720);
/* harmony import */ var _lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7833);
/* harmony import */ var _lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5841);
/* harmony import */ var _rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8019);
/* harmony import */ var _waiting_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3606);
// A deployment that ECS has stopped without going back: what served before is put back, once, and watched to its end.






/** Whoever stops it: a stop lasts seconds. One that is followed by a way back gets the time of a way back. */
function whenStopping(limits, history, seen) {
    if (!(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .isBackOverdue */ .gu)(limits, history, seen))
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('ECS is stopping the deployment');
    if ((0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlind */ .iE)(history))
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .unseen */ .nv)(history);
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('timed-out', `ECS has not finished stopping the deployment. ${(0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTally */ .O1)(history.tally)}`);
}
function whenStopped(limits, history, seen, intent) {
    if (seen.supersededBy !== undefined)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .superseded */ .zT)(seen.supersededBy);
    const command = putBack(limits, seen, intent);
    if (command === undefined)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('failed', `${saidOf(seen)}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}. ${whyLeft(limits, seen, intent)}`);
    // Acting needs sight: the newest look must be a good one.
    if (!(0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlind */ .iE)(history))
        return { kind: 'act', command };
    const since = seen.goingBackSince ?? history.startedAt;
    if (history.now - since >= limits.rollbackTimeoutMs)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .unseen */ .nv)(history);
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)('ECS has stopped the deployment without a rollback; waiting to see it again before anything is done');
}
/** What is to be asked for where ECS has given up on the deployment by a rule of its own, and nothing newer has taken over. */
function putBack({ rollbackOnFailure, wayBack }, seen, intent) {
    const because = whyStopped(seen);
    if (because === undefined || seen.supersededBy !== undefined || intent === 'go-back')
        return undefined;
    return rollbackOnFailure && 'to' in wayBack ? { kind: 'put-back', because } : undefined;
}
/** Undefined where a person may have stopped it, or something that was begun since: nobody has seen that it was bad. */
function whyStopped({ deployment }) {
    if (deployment.status !== 'STOPPED')
        return undefined;
    if (deployment.circuitBreaker?.status === 'TRIGGERED')
        return 'breaker';
    return deployment.alarms?.status === 'TRIGGERED' ? 'alarm' : undefined;
}
function whyLeft({ rollbackOnFailure, wayBack }, seen, intent) {
    if (intent === 'go-back')
        return 'It was stopped before it could be rolled back: run the job again to go back';
    if (whyStopped(seen) === undefined)
        return 'Neither a circuit breaker nor an alarm stopped it, so nothing was put back';
    return rollbackOnFailure && 'none' in wayBack
        ? `Nothing was put back: ${wayBack.none}`
        : 'Nothing was put back, because rollback-on-failure is off';
}
/** The deployment that puts back what served before is watched like any rollback, within `rollback-timeout`. */
function whenPutBack(limits, history, seen, asked) {
    const to = 'to' in limits.wayBack ? limits.wayBack.to : 'what served before';
    const failure = (history.latestAt ?? 0) > asked.at ? asked.failure : undefined;
    // What is newer then may be the way back itself, or somebody else's.
    if (seen.supersededBy !== undefined && failure?.ambiguous !== true)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .superseded */ .zT)(seen.supersededBy);
    const isOver = history.now - asked.at >= limits.rollbackTimeoutMs;
    if (failure !== undefined)
        return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)(failure.ambiguous ? 'unobserved' : 'failed', `${saidOf(seen)}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}. Going back to ${to} failed: ${failure.message}`, failure);
    const { wayBack } = seen;
    if (wayBack !== undefined) {
        const meaning = _rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .MEANING */ .ov[wayBack.deployment.status];
        const { runningCount, desiredCount } = seen.service;
        if (meaning === 'succeeded' && wayBack.inCharge && runningCount >= desiredCount)
            return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('rolled-back', `${whoStopped(asked.command, seen)}: ECS stopped the deployment without a rollback, so ${to} was deployed again${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}`);
        if (meaning === 'stopped' || meaning === 'went-back' || meaning === 'lost')
            return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('rollback-failed', `ECS stopped the deployment without a rollback, and the way back to ${to} (service deployment ${(0,_lib_core_arn_js__WEBPACK_IMPORTED_MODULE_4__/* .lastPart */ .S_)(wayBack.deployment.arn)}) ended ${wayBack.deployment.rawStatus}: ${(0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_5__/* .open */ .ho)(wayBack.deployment.statusReason ?? 'ECS gives no reason')}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}`);
    }
    if (isOver)
        return (0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlind */ .iE)(history)
            ? (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .unseen */ .nv)(history)
            : (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .settle */ .G9)('timed-out', `the way back to ${to} did not end within ${(0,_lib_core_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .renderDuration */ .PP)(limits.rollbackTimeoutMs)}${(0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(seen)}. ${(0,_lib_core_watch_js__WEBPACK_IMPORTED_MODULE_1__/* .describeTally */ .O1)(history.tally)}`);
    return (0,_rollout_rule_js__WEBPACK_IMPORTED_MODULE_2__/* .wait */ .uk)(wayBack === undefined
        ? `going back to ${to}`
        : `going back to ${to}: ${wayBack.deployment.rawStatus}, ${(0,_waiting_js__WEBPACK_IMPORTED_MODULE_3__/* .describeTasks */ .yz)(wayBack)}`);
}
function saidOf({ deployment }) {
    return (0,_lib_core_sentence_js__WEBPACK_IMPORTED_MODULE_5__/* .open */ .ho)(deployment.statusReason ?? 'ECS stopped the deployment without a rollback');
}
/** The reason begins with who. */
function whoStopped({ because }, { deployment: { circuitBreaker, alarms } }) {
    if (because === 'breaker' && circuitBreaker !== undefined)
        return `breaker (${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold}) and Slipway`;
    if (because === 'alarm')
        return `alarm ${alarms?.triggered.join(', ')} and Slipway`;
    return because;
}


/***/ }),

/***/ 5801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ sayLostSettings),
/* harmony export */   i: () => (/* binding */ sendSettings)
/* harmony export */ });
/* harmony import */ var _lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5382);
/* harmony import */ var _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8083);
/* harmony import */ var _lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5187);
// Sends settings of a service that make no deployment of their own.



/** What ECS has made of it. An answer that is lost on the way is looked for in the service before anything is sent again. */
async function sendSettings({ patient, context, target }, { send, changes }) {
    const input = { ...target, ...send };
    try {
        return await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .updateService */ .bU)(patient, input);
    }
    catch (error) {
        if (!(error instanceof _lib_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AwsFailure */ .OQ) || !error.ambiguous)
            throw error;
        context.log.line(`${error.message} It may have been carried out: looking at the service before asking again.`);
        const service = await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .describeService */ .Jv)(patient, target);
        if ((0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_2__/* .lostMembers */ .Uk)(send, service.raw).length > 0)
            return await (0,_lib_aws_ecs_js__WEBPACK_IMPORTED_MODULE_0__/* .updateService */ .bU)(patient, input);
        context.log.line(`It was: ${changes.map(({ what, after }) => `${what} is ${after}`).join(', ')}.`);
        return service;
    }
}
/** A release goes out all the same: what it runs is what was asked for. */
function sayLostSettings(log, edit, taken) {
    const lost = (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_2__/* .lostMembers */ .Uk)(edit?.send, taken.raw);
    if (lost.length > 0)
        log.annotate('warning', 'A setting was lost', `ECS took the update of "${taken.name}" without what was sent as ${lost.join(', ')}.`);
}


/***/ }),

/***/ 4989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  c: () => (/* binding */ isOnFargate),
  DG: () => (/* binding */ newOnPlatform),
  aC: () => (/* binding */ platformFindings),
  xZ: () => (/* binding */ platformOfTasks),
  H3: () => (/* binding */ proven)
});

// EXTERNAL MODULE: ./build/lib/core/image.js
var core_image = __nccwpck_require__(3491);
;// CONCATENATED MODULE: ./build/lib/core/image-platform.js
// For which processors an image was built, and on which a task runs.
function renderPlatform({ os, architecture }) {
    return `${os}/${architecture}`;
}

// EXTERNAL MODULE: ./build/lib/core/sentence.js
var sentence = __nccwpck_require__(7833);
// EXTERNAL MODULE: ./build/lib/core/task-definition.js
var task_definition = __nccwpck_require__(5187);
// EXTERNAL MODULE: ./build/actions/deploy-ecs/src/history/history.js
var history_history = __nccwpck_require__(5060);
;// CONCATENATED MODULE: ./build/actions/deploy-ecs/src/verify/platform.js
// Whether an image can run where the task will: the platforms that it was built for against the task definition's, or Fargate's default.





const ARCHITECTURES = { X86_64: 'amd64', ARM64: 'arm64' };
/**
 * Where the tasks run; undefined where the instances decide and the definition does not say.
 * Default of Fargate: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
function platformOfTasks(definition, { raw }) {
    const { cpuArchitecture, operatingSystemFamily } = platformMembers(definition);
    const named = cpuArchitecture ?? (isOnFargate(raw) ? 'X86_64' : undefined);
    const architecture = ARCHITECTURES[String(named)];
    if (architecture === undefined)
        return undefined;
    return { os: String(operatingSystemFamily).startsWith('WINDOWS') ? 'windows' : 'linux', architecture };
}
function platformMembers({ runtimePlatform }) {
    return (0,task_definition/* rawOf */.UD)(runtimePlatform);
}
/** `raw`: of the service. Every task of it is on Fargate. */
function isOnFargate({ launchType, capacityProviderStrategy }) {
    const providers = Array.isArray(capacityProviderStrategy) ? capacityProviderStrategy : [];
    const names = providers.map((item) => ((0,task_definition/* isRaw */.Zi)(item) ? String(item.capacityProvider) : ''));
    return launchType === 'FARGATE' || (names.length > 0 && names.every((name) => /^FARGATE(_SPOT)?$/.test(name)));
}
/** The definition that has run: what is still on its way proves nothing, and what it brings may fail for just this. */
function proven({ deployments, running }) {
    const [served] = (0,history_history/* successes */.o9)(deployments);
    const [newest] = deployments;
    return served?.definition ?? (newest !== undefined && (0,history_history/* isMoving */.rU)(newest.status) ? {} : running);
}
/** The containers with an image that did not run on this platform before: what runs is proof enough. */
function newOnPlatform(definition, running) {
    const before = platformMembers(running);
    const after = platformMembers(definition);
    const moves = ['cpuArchitecture', 'operatingSystemFamily'].some((name) => before[name] !== after[name]);
    return (0,task_definition/* containersOf */.Mz)(definition).flatMap(({ name, image: text }) => {
        const container = String(name);
        if (!moves && (0,task_definition/* imageOf */.dT)(running, container) === text)
            return [];
        const image = (0,core_image/* parseImage */.zZ)(String(text));
        return image?.digest === undefined ? [] : [{ container, image }];
    });
}
/** An image in another ECR or in none is told of where its digest is looked for; here it would be said twice. */
function platformFindings(container, tasks, found) {
    if (found.kind === 'unknown') {
        const text = `container "${container}": for which processor its image was built is not known: ${(0,sentence/* open */.ho)(found.why)}`;
        return found.isElsewhere ? [] : [{ kind: 'notice', text }];
    }
    const { platforms } = found;
    if (platforms.length === 0 || platforms.some((platform) => runsOn(platform, tasks)))
        return [];
    const wanted = renderPlatform(tasks);
    const has = [...new Set(platforms.map(renderPlatform))].join(', ');
    const [fitting] = Object.entries(ARCHITECTURES).filter(([, architecture]) => platforms.some((platform) => platform.os === tasks.os && platform.architecture === architecture));
    const otherwise = fitting === undefined ? '' : `, or let the tasks run on what it was built for (runtime-platform: ${fitting[0]})`;
    return [
        {
            kind: 'problem',
            text: `container "${container}": its image was built for ${has}, and the tasks run on ${wanted}, so none can start. Build it for ${wanted} (platforms of build-push)${otherwise}`,
        },
    ];
}
/** A processor of 64 bits may run what was built for its older brother; that is never called a mistake. */
const OLDER = { amd64: '386', arm64: 'arm' };
function runsOn({ os, architecture }, tasks) {
    return os === tasks.os && (architecture === tasks.architecture || architecture === OLDER[tasks.architecture]);
}


/***/ }),

/***/ 236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ regionOf),
/* harmony export */   B5: () => (/* binding */ listRepositoryNames),
/* harmony export */   Fv: () => (/* binding */ registryOf),
/* harmony export */   MD: () => (/* binding */ describeRepository),
/* harmony export */   WI: () => (/* binding */ readManifest)
/* harmony export */ });
/* unused harmony exports createRepository, readTags, describeImage, addTag, readRegistryLogin, readCallerAccount */
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
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
        if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ))
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
const MANIFEST_TYPES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
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
    return error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ && error.code === code;
}


/***/ }),

/***/ 5382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Jv: () => (/* binding */ describeService),
  MH: () => (/* binding */ describeServiceDeployment),
  XG: () => (/* binding */ describeServiceRevisions),
  oh: () => (/* binding */ describeTaskDefinition),
  C0: () => (/* binding */ listServiceDeployments),
  eQ: () => (/* binding */ registerTaskDefinition),
  WT: () => (/* binding */ requestRollback),
  bU: () => (/* binding */ updateService)
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
function statusOf(status) {
    return status !== undefined && Object.hasOwn(STATUSES, status) ? status : 'UNRECOGNISED';
}
function deploymentSnapshot(found) {
    const { statusReason, lifecycleStage, lifecycleHookDetails, deploymentCircuitBreaker: breaker, alarms, rollback, } = found;
    return {
        arn: found.serviceDeploymentArn ?? '',
        status: statusOf(found.status),
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
    return (0,service_snapshot/* serviceSnapshot */.e)((answer.service ?? {}));
}
/** Asks ECS to go back to the source of the deployment. */
async function requestRollback(api, serviceDeploymentArn) {
    await api.call('ecs', 'StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
}


/***/ }),

/***/ 7856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ lookUpImage)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
/* harmony import */ var _core_image_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3491);
/* harmony import */ var _core_near_names_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8451);
/* harmony import */ var _core_shell_word_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3577);
/* harmony import */ var _ecr_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(236);
// Which digest an image reference means in ECR, and whether it is there at all. What cannot be known is said, never guessed.





/** `repository`: where ECR has said already that the image's repository is. */
async function lookUpImage(api, image, repository) {
    if (repository !== undefined)
        return lookUpInRepository(api, image, repository);
    const shown = (0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image);
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
        const input = { repositoryName: ref.name, ...(0,_ecr_js__WEBPACK_IMPORTED_MODULE_1__/* .registryOf */ .Fv)(ref), imageIds: [imageId] };
        const answer = await api.call('ecr', 'DescribeImages', input, (0,_ecr_js__WEBPACK_IMPORTED_MODULE_1__/* .regionOf */ .AP)(ref));
        const { imageDigest: digest, imageStatus = 'ACTIVE', imageTags: tags = [] } = answer.imageDetails?.[0] ?? {};
        if (digest !== undefined && imageStatus === 'ACTIVATING')
            return {
                kind: 'missing',
                isRestoring: true,
                why: `${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)} is being restored from the archive of ECR (${imageStatus}), and cannot be pulled until that is done: run this job again then, within some 20 minutes`,
            };
        // Archived images are described, but a pull of one gets a 404 (docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html).
        if (digest !== undefined && imageStatus !== 'ACTIVE')
            return {
                kind: 'missing',
                why: `ECR has ${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)} in its archive only (${imageStatus}), where nothing can be pulled: restore it with aws ecr update-image-storage-class --repository-name ${(0,_core_shell_word_js__WEBPACK_IMPORTED_MODULE_3__/* .shellWord */ .r)(ref.name)} --image-id ${(0,_core_shell_word_js__WEBPACK_IMPORTED_MODULE_3__/* .shellWord */ .r)(`imageDigest=${digest}`)} --target-storage-class STANDARD`,
            };
        return digest === undefined
            ? { kind: 'missing', why: `ECR has no image ${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)}` }
            : { kind: 'found', digest, tags };
    }
    catch (error) {
        if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ))
            throw error;
        if (error.code === 'ImageNotFoundException') {
            if (await isPulledThrough(api, ref))
                return pulledThrough(image);
            const known = image.digest === undefined ? await tagsOf(api, image.repository) : [];
            return {
                kind: 'missing',
                why: `ECR repository "${image.repository}" has no image ${image.digest ?? `with the tag "${image.tag ?? 'latest'}"`}.${(0,_core_near_names_js__WEBPACK_IMPORTED_MODULE_4__/* .suggestion */ .h)(image.tag ?? '', known)}`,
            };
        }
        if (error.kind === 'denied')
            return { kind: 'unknown', why: error.message };
        throw error;
    }
}
async function repositoryFailure(api, image, error) {
    if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ))
        throw error;
    if (error.kind === 'denied')
        return { kind: 'unknown', why: error.message };
    if (error.code === 'InvalidParameterException')
        return { kind: 'unknown', why: `${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)} is not in ECR`, isElsewhere: true };
    if (error.code !== 'RepositoryNotFoundException')
        throw error;
    const hosts = await hostsOf(api);
    const inThisRegistry = image.registry !== undefined && hosts.has(image.registry);
    const looksLikeEcr = image.registry !== undefined && (0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .ecrHost */ .Fd)(image.registry) !== undefined;
    if (!inThisRegistry)
        return {
            kind: 'unknown',
            why: looksLikeEcr
                ? `${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)} is in another account's or region's ECR`
                : `${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)} is not in ECR`,
            isElsewhere: true,
        };
    if (await isPulledThrough(api, { name: image.repository }))
        return pulledThrough(image);
    return { kind: 'missing', why: `ECR has no repository "${image.repository}".` };
}
function pulledThrough(image) {
    return {
        kind: 'unknown',
        why: `ECR does not have ${(0,_core_image_js__WEBPACK_IMPORTED_MODULE_2__/* .renderImage */ .mx)(image)} yet, or no more, and fetches it from upstream when it is pulled (pull-through cache)`,
    };
}
/** The prefix of a rule for a whole registry (docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html). */
const WHOLE_REGISTRY = 'ROOT';
/** What is fetched has at least two parts in its name. Who may not ask for the rules takes it that there are none: they are few. */
async function isPulledThrough(api, ref) {
    if (!ref.name.includes('/'))
        return false;
    try {
        const answer = await api.call('ecr', 'DescribePullThroughCacheRules', (0,_ecr_js__WEBPACK_IMPORTED_MODULE_1__/* .registryOf */ .Fv)(ref), (0,_ecr_js__WEBPACK_IMPORTED_MODULE_1__/* .regionOf */ .AP)(ref));
        return (answer.pullThroughCacheRules ?? []).some(({ ecrRepositoryPrefix: prefix = '' }) => prefix === WHOLE_REGISTRY || ref.name.startsWith(`${prefix}/`));
    }
    catch (error) {
        if (error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ && (error.kind === 'denied' || error.kind === 'refused'))
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
        if (error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ)
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
        if (error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ)
            return [];
        throw error;
    }
}


/***/ }),

/***/ 4084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ retrying),
/* harmony export */   b: () => (/* binding */ withRetry)
/* harmony export */ });
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
/* harmony export */   e: () => (/* binding */ serviceSnapshot)
/* harmony export */ });
/* unused harmony export listOf */
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
/* harmony export */   em: () => (/* binding */ listStoppedTasks),
/* harmony export */   fc: () => (/* binding */ listRunningTasks),
/* harmony export */   yz: () => (/* binding */ describeTasks)
/* harmony export */ });
/* unused harmony export listTasks */
/* harmony import */ var _core_stopped_task_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1037);
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
        .sort((a, b) => ((0,_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_0__/* .endedAt */ .u5)(b) ?? b.createdAt) - ((0,_core_stopped_task_js__WEBPACK_IMPORTED_MODULE_0__/* .endedAt */ .u5)(a) ?? a.createdAt));
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

/***/ 2813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ax: () => (/* binding */ shortCommit),
/* harmony export */   V7: () => (/* binding */ ancestryByGit),
/* harmony export */   kk: () => (/* binding */ ancestryByGitHub),
/* harmony export */   xt: () => (/* binding */ commitIn)
/* harmony export */ });
// How two commits of one repository stand to each other, from what git or GitHub says of them. It refuses to know who was asked, and how.
/** The whole hash of a commit in lower case, SHA-1 or SHA-256; undefined for every other text. */
function commitIn(text) {
    const commit = text.trim().toLowerCase();
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? commit : undefined;
}
function shortCommit(commit) {
    return commit.slice(0, 7);
}
/** Undefined where what is checked out cannot tell: a shallow clone knows who descends from whom only when it says yes. */
function ancestryByGit({ firstOfSecond, secondOfFirst, isShallow }) {
    if (firstOfSecond === 'yes')
        return { kind: secondOfFirst === 'yes' ? 'same' : 'older' };
    if (secondOfFirst === 'yes')
        return { kind: 'newer' };
    return firstOfSecond === 'no' && secondOfFirst === 'no' && !isShallow ? { kind: 'diverged' } : undefined;
}
const BY_STATUS = {
    identical: { kind: 'same' },
    behind: { kind: 'older' },
    ahead: { kind: 'newer' },
    diverged: { kind: 'diverged' },
};
/**
 * GitHub's answer to "compare SECOND...FIRST" (https://docs.github.com/en/rest/commits/commits#compare-two-commits): its `status` tells of the
 * head as seen from the base. A commit that it does not have, commits without a common one and a token that may not read are all told as 404.
 */
function ancestryByGitHub(answer, repository) {
    if (answer.status === 200)
        return BY_STATUS[statusIn(answer.body)] ?? unknown('the answer of GitHub was not understood');
    if (answer.status === 401)
        return unknown('GitHub does not take the github-token (HTTP 401)');
    if (answer.status === 403 || answer.status === 429)
        return unknown(`GitHub refused (HTTP ${answer.status}): the token lacks "permissions: contents: read", or its rate limit is used up`);
    if (answer.status === 404)
        return unknown(`GitHub finds no way between the two in ${repository} (HTTP 404): history was rewritten, one of them is from another repository, or the token lacks "permissions: contents: read"`);
    return unknown(`GitHub answered HTTP ${answer.status}`);
}
function statusIn(body) {
    try {
        const parsed = JSON.parse(body);
        const status = typeof parsed === 'object' && parsed !== null && 'status' in parsed ? parsed.status : undefined;
        return typeof status === 'string' && Object.hasOwn(BY_STATUS, status) ? status : '';
    }
    catch {
        return '';
    }
}
function unknown(why) {
    return { kind: 'unknown', why };
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

/***/ 1524:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ canonicalDefinition)
/* harmony export */ });
/* harmony import */ var _task_definition_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5187);
// One way of writing a task definition: what ECS adds by itself, or writes in its own way, is taken away. For comparing, never for sending.

/** Equal for definitions that mean the same to ECS, as far as is known of its defaults. Tags are no part of what runs. */
function canonicalDefinition(definition) {
    const { tags: _, cpu, memory, networkMode, requiresCompatibilities, ...rest } = definition;
    const ports = networkMode === 'awsvpc' || networkMode === 'host' ? 'same' : 'mapped';
    return withoutEmpty({
        ...rest,
        cpu: units(cpu, 1_024),
        memory: units(memory, 1_024),
        networkMode: networkMode === 'bridge' ? undefined : networkMode,
        requiresCompatibilities: Array.isArray(requiresCompatibilities) ? requiresCompatibilities.toSorted() : undefined,
        enableFaultInjection: definition.enableFaultInjection === true ? true : undefined,
        containerDefinitions: (0,_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .containersOf */ .Mz)(definition).map((container) => canonicalContainer(container, ports)),
    });
}
function canonicalContainer(container, ports) {
    const { healthCheck, portMappings } = container;
    return {
        ...without(container, { cpu: 0, essential: true }),
        ...((0,_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi)(healthCheck)
            ? { healthCheck: without(healthCheck, { interval: 30, timeout: 5, retries: 3, startPeriod: 0 }) }
            : {}),
        ...(Array.isArray(portMappings) ? { portMappings: portMappings.map((port) => canonicalPort(port, ports)) } : {}),
        environment: byName(container.environment),
        secrets: byName(container.secrets),
    };
}
/** Where the task has an address of its own, both ports are one; elsewhere 0 means any. */
function canonicalPort(port, ports) {
    if (!(0,_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi)(port))
        return port;
    return without(port, { protocol: 'tcp', hostPort: ports === 'same' ? port.containerPort : 0 });
}
/** ECS gives lists of named values in an order of its own. */
function byName(list) {
    if (!Array.isArray(list))
        return list;
    const nameOf = (item) => ((0,_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi)(item) ? String(item.name) : '');
    return list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
/** `1 vCPU` → `1024`, `0.5 GB` → `512`, 256 → `256`. */
function units(size, perUnit) {
    if (size === undefined || size === null)
        return undefined;
    const match = /^\s*(\d*\.?\d+)\s*(?:vcpu|gb)\s*$/i.exec(String(size));
    return match === null ? String(size).trim() : String(Math.round(Number(match[1]) * perUnit));
}
function without(value, defaults) {
    return Object.fromEntries(Object.entries(value).filter(([name, item]) => !(name in defaults && item === defaults[name])));
}
/** Maps whose names are the user's own: a label without a value is one all the same. */
const OWN_NAMES = ['dockerLabels', 'options', 'labels', 'driverOpts'];
function withoutEmpty(value, member = '') {
    if (Array.isArray(value))
        return value.map((item) => withoutEmpty(item));
    if (!(0,_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi)(value))
        return value;
    const kept = Object.entries(value).map(([name, item]) => [name, withoutEmpty(item, name)]);
    const isSaid = (item) => item === '' && OWN_NAMES.includes(member);
    return Object.fromEntries(kept.filter(([, item]) => !isEmpty(item) || isSaid(item)));
}
function isEmpty(value) {
    if (value === undefined || value === null || value === '')
        return true;
    if (Array.isArray(value))
        return value.length === 0;
    return (0,_task_definition_js__WEBPACK_IMPORTED_MODULE_0__/* .isRaw */ .Zi)(value) && Object.keys(value).length === 0;
}


/***/ }),

/***/ 7774:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  TZ: () => (/* binding */ causesOfEvents),
  QB: () => (/* binding */ groupCauses)
});

// UNUSED EXPORTS: hintOfTask, withLastWords

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
function hintFor(symptoms) {
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

// EXTERNAL MODULE: ./build/lib/core/log-lines.js
var log_lines = __nccwpck_require__(7174);
// EXTERNAL MODULE: ./build/lib/core/sentence.js
var sentence = __nccwpck_require__(7833);
// EXTERNAL MODULE: ./build/lib/core/stopped-task.js
var stopped_task = __nccwpck_require__(1037);
;// CONCATENATED MODULE: ./build/lib/core/causes.js
// Stopped tasks and events → the few causes that explain a failure: grouped by what happened, each with one sentence, the last words of its
// container, and what it means to somebody who knows ECS only a little. The one routine of every action that starts tasks.




/**
 * Causes, the most frequent first. Tasks that ended for no fault (scaled in, replaced, stopped by a person) explain nothing and are left out.
 * Logs by task ARN, oldest line first. Events tell why a load balancer called a task unhealthy: its own reason says only that it did.
 */
function groupCauses(stopped, logs, events = []) {
    const groups = Map.groupBy(stopped.filter((task) => (0,stopped_task/* faultOf */.Kl)(task) !== 'none'), stopped_task/* causeKey */.rI);
    return [...groups]
        .map(([key, tasks]) => {
        const newestFirst = tasks.toSorted((a, b) => ((0,stopped_task/* endedAt */.u5)(b) ?? 0) - ((0,stopped_task/* endedAt */.u5)(a) ?? 0));
        const [newest] = newestFirst;
        const log = newestFirst.map(({ taskArn }) => logs.get(taskArn) ?? []).find((lines) => lines.length > 0) ?? [];
        const count = newestFirst.length === 1 ? '' : `${newestFirst.length} tasks stopped: `;
        const verdict = (0,stopped_task/* faultOf */.Kl)(newest) === 'health' ? whyUnhealthy(newestFirst, events) : undefined;
        const explanation = `${count}${(0,sentence/* open */.ho)(shortened((0,stopped_task/* explainStoppedTask */.qQ)(newest)))}${verdict === undefined ? '' : ` ${verdict}`}`;
        const container = (0,stopped_task/* culpritOf */.RY)(newest)?.name;
        const hint = hintOfTask(newest, log, verdict);
        return {
            key,
            fault: (0,stopped_task/* faultOf */.Kl)(newest),
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
    const culprit = (0,stopped_task/* culpritOf */.RY)(task);
    const reasons = task.containers.flatMap(({ essential, reason }) => (essential ? [reason] : []));
    return hintFor({
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
    const groups = Map.groupBy(telling, ({ message }) => (0,stopped_task/* withoutIds */.Li)(message));
    return [...groups].map(([key, [newest]]) => {
        const message = newest?.message ?? '';
        const hint = hintFor({ words: [message], log: [] });
        const explanation = (0,sentence/* open */.ho)(message.replace(/^\(?service \S+ (?=\S)/, '').replace(/ For more information, see .*$/, ''));
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
    return last === undefined ? explanation : `${explanation} (last log line: ${(0,log_lines/* clipped */.c)(last.trim(), 300)})`;
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


/***/ }),

/***/ 375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ defined)
/* harmony export */ });
// An optional member is absent, never undefined (exactOptionalPropertyTypes): what may be undefined is left out before it is spread.
/** Without the members that are undefined: `{ ...defined({ reason, at }) }`. Null, false, 0 and '' stay. */
function defined(members) {
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
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

/***/ 3491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Fd: () => (/* binding */ ecrHost),
/* harmony export */   Uq: () => (/* binding */ shortImage),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   dp: () => (/* binding */ pinned),
/* harmony export */   mx: () => (/* binding */ renderImage),
/* harmony export */   zZ: () => (/* binding */ parseImage)
/* harmony export */ });
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


/***/ }),

/***/ 7628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ parseKeyValues),
/* harmony export */   _: () => (/* binding */ readKeyValues)
/* harmony export */ });
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

/***/ 7174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ clipped)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
// Lines of somebody else's log as they are kept for a summary or an annotation: no longer than anybody reads.
// A job summary of more than 1 MiB is thrown away whole by GitHub, and one line of a log may have that size.

/** of a line that is kept; twenty of them are far below 1 MiB in any alphabet */
const LONGEST_KEPT_LINE = 2_000;
/** At most `most` characters of it, without colours (only a log shows them), and how many were left out. No character is cut in half. */
function clipped(line, most = LONGEST_KEPT_LINE) {
    const text = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(line);
    if (text.length <= most)
        return text;
    const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
    return `${cut}… (${text.length - cut.length} more characters)`;
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

/***/ 2491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ primaryOf),
/* harmony export */   c: () => (/* binding */ rolloutIdOf)
/* harmony export */ });
// What one look at ECS shows, strict and in ECS's own words. Built by lib/aws; the rules read nothing else.
/** The rollout that leads: of what was asked for last, whether it serves already or not. */
function primaryOf({ deployments }) {
    return deployments.find(({ status }) => status === 'PRIMARY');
}
/** The number that ECS gives a rollout: `ecs-svc/<N>` and `service-revision/<cluster>/<service>/<N>` share it. */
function rolloutIdOf(revisionArn) {
    return `ecs-svc/${revisionArn.slice(revisionArn.lastIndexOf('/') + 1)}`;
}


/***/ }),

/***/ 1037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   Li: () => (/* binding */ withoutIds),
/* harmony export */   RY: () => (/* binding */ culpritOf),
/* harmony export */   qQ: () => (/* binding */ explainStoppedTask),
/* harmony export */   rI: () => (/* binding */ causeKey),
/* harmony export */   u5: () => (/* binding */ endedAt)
/* harmony export */ });
// One stopped task in one sentence: stop code, reason, exit codes. Which of them matter is decided here.
/** When it happened, whatever came of it: milliseconds since the epoch. */
function endedAt({ stoppingAt, stoppedAt }) {
    return stoppingAt ?? stoppedAt;
}
/** `container "app" exited with code 1`, `container "app" (exit code 137): OutOfMemoryError: …`, `Task failed ELB health checks in (…)` */
function explainStoppedTask(task) {
    const culprit = culpritOf(task);
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
function culpritOf(task) {
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
function causeKey(task) {
    const culprit = culpritOf(task);
    const judged = wasStopped(task) && !hasRunOutOfMemory(culprit)
        ? []
        : task.containers.filter((container) => container.essential || container === culprit);
    const containers = judged.map((c) => `${c.name.replace(/^(aws-guardduty-agent)-.*/, '$1')}=${c.exitCode ?? '-'}:${withoutIds(c.reason ?? '')}`);
    return [task.stopCode ?? '', withoutIds(task.stoppedReason ?? ''), ...containers].join('|');
}
function withoutIds(text) {
    return text.replace(/[0-9a-f]{16,}/g, '…').replace(/\d+/g, '0');
}
function faultOf(task) {
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


/***/ }),

/***/ 5187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Le: () => (/* binding */ withoutNulls),
/* harmony export */   MR: () => (/* binding */ containerNames),
/* harmony export */   Mz: () => (/* binding */ containersOf),
/* harmony export */   UD: () => (/* binding */ rawOf),
/* harmony export */   Uk: () => (/* binding */ lostMembers),
/* harmony export */   ZV: () => (/* binding */ registrable),
/* harmony export */   Zi: () => (/* binding */ isRaw),
/* harmony export */   dT: () => (/* binding */ imageOf),
/* harmony export */   nS: () => (/* binding */ withImages)
/* harmony export */ });
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

/***/ 5841:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O1: () => (/* binding */ describeTally),
/* harmony export */   di: () => (/* binding */ permanentFailure),
/* harmony export */   iE: () => (/* binding */ isBlind),
/* harmony export */   wB: () => (/* binding */ watch)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8083);
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
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ))
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
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .AwsFailure */ .OQ))
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
    return history.blind.findLast((failure) => !(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransient */ .dg)(failure));
}


/***/ }),

/***/ 8721:
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
;// CONCATENATED MODULE: ./build/lib/github/cancelled.js
// A job that is cancelled before it has changed anything: a request that is cut short then says nothing about AWS or the machine.


/** What the work came to, or `cut` where it failed only because nobody waits for it any more. Not for work that may have changed something. */
async function unlessCut(signal, work) {
    try {
        return await work;
    }
    catch (error) {
        if (signal.aborted && isTransient(error))
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
        summary: (0,markdown/* joined */.oR)(`### ${title}`, (0,markdown/* escaped */.Mk)(sentence)),
        annotations: [{ level: 'error', title, message: sentence }],
    };
}

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
    return reportCancelled(name, `the job was cancelled while Slipway waited for an answer (${why}); look at what was started, or run the step again`);
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
/******/ var __webpack_exports__ = __nccwpck_require__(9355);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
