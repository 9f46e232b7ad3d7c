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

/***/ 7779:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6337);
/* harmony import */ var _lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4734);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5308);



const services = {
    ecr: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(557), __nccwpck_require__.e(203)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5203)),
    sts: () => Promise.all(/* import() */[__nccwpck_require__.e(719), __nccwpck_require__.e(501), __nccwpck_require__.e(17)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3017)),
};
await (0,_lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_1__/* .runAction */ .C)({ name: 'build-push', main: (context) => (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .main */ .i)(context, (0,_lib_aws_sdk_js__WEBPACK_IMPORTED_MODULE_0__/* .openAws */ .e)(context, services)), post: _main_js__WEBPACK_IMPORTED_MODULE_2__/* .post */ .b });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main),
  b: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/lib/core/errors.js + 1 modules
var errors = __nccwpck_require__(5155);
;// CONCATENATED MODULE: ./build/lib/aws/retry.js
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
            if (!(error instanceof errors/* AwsFailure */.OQ) || !(0,errors/* isTransient */.dg)(error) || signal.aborted)
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

// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(2720);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:process"
var external_node_process_ = __nccwpck_require__(1708);
;// CONCATENATED MODULE: ./build/lib/docker/program.js
// Runs one program, never a shell: its lines as they come, words for its stdin, stopped when the signal says so.
// node:child_process and not @actions/exec: that one can neither be stopped nor leave the log to us.



/** The runner kills us ten seconds after the first signal; docker gets some of them to tell its engine. */
const KILL_AFTER_MS = 3_000;
/** A grandchild may hold the pipe open after its parent has ended. */
const DRAIN_MS = 2_000;
const KEPT_CHARACTERS = 512 * 1024;
const LONGEST_LINE = 64 * 1024;
function program_runProgram(call) {
    if (call.signal.aborted)
        return Promise.resolve({ kind: 'stopped' });
    return new Promise((resolve) => {
        const child = spawned(call);
        if (child instanceof Error)
            return resolve({ kind: 'missing', reason: child.message });
        const stdout = collect(child.stdout, call.onLine, call.keepCharacters);
        const stderr = collect(child.stderr, call.onLine);
        const timers = [];
        let settled = false;
        const settle = (end) => {
            if (settled)
                return;
            settled = true;
            for (const timer of timers)
                clearTimeout(timer);
            call.signal.removeEventListener('abort', stop);
            stdout.end();
            stderr.end();
            child.stdout.destroy();
            child.stderr.destroy();
            resolve(end());
        };
        const stop = () => {
            killGroup(child, 'SIGINT');
            timers.push(setTimeout(() => killGroup(child, 'SIGKILL'), KILL_AFTER_MS));
        };
        const ended = (code, signal) => settle(() => call.signal.aborted
            ? { kind: 'stopped' }
            : { kind: 'exited', code: exitCode(code, signal), stdout: stdout.text(), stderr: stderr.text() });
        call.signal.addEventListener('abort', stop, { once: true });
        child.on('error', (error) => settle(() => ({ kind: 'missing', reason: error.message })));
        child.on('close', ended);
        child.on('exit', (code, signal) => {
            timers.push(setTimeout(() => ended(code, signal), call.signal.aborted ? 0 : DRAIN_MS));
        });
        // A program that ends without reading its input is judged by its exit code, not by our broken pipe.
        child.stdin.on('error', () => undefined);
        child.stdin.end(call.input ?? '');
    });
}
/** Most failures come as an event; that the folder is a file, or its path too long, node throws. */
function spawned(call) {
    try {
        return (0,external_node_child_process_.spawn)(call.program, [...call.arguments], {
            env: { ...call.environment },
            stdio: ['pipe', 'pipe', 'pipe'],
            // A process group of its own, to be stopped as a whole: docker before 24 leaves signals to its plugins, as a terminal's Ctrl-C does.
            detached: true,
            ...(call.cwd === undefined ? {} : { cwd: call.cwd }),
        });
    }
    catch (error) {
        if (error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('spawn'))
            return error;
        throw error;
    }
}
function killGroup({ pid }, signal) {
    if (pid === undefined)
        return;
    try {
        external_node_process_.kill(-pid, signal);
    }
    catch (error) {
        // All of it has ended since.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH'))
            throw error;
    }
}
/** 137 for SIGKILL, as a shell counts. */
function exitCode(code, signal) {
    return code ?? 128 + (signal === null ? 0 : external_node_os_.constants.signals[signal]);
}
function collect(stream, onLine, keep = KEPT_CHARACTERS) {
    let kept = '';
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
        kept = (kept + chunk).slice(-keep);
        // Progress bars redraw their line with \r; for a log each drawing is a line.
        const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
        rest = lines.pop() ?? '';
        if (rest.length > LONGEST_LINE) {
            lines.push(rest);
            rest = '';
        }
        for (const line of lines)
            onLine?.(line);
    });
    return {
        text: () => kept,
        end: () => {
            const last = rest.replace(/\r$/, '');
            rest = '';
            if (last !== '')
                onLine?.(last);
        },
    };
}

;// CONCATENATED MODULE: ./build/lib/docker/docker.js
// What is asked of docker: which one is there, log in, build, tag, push, and which image an id is. Decides nothing about the answers.

/** Enough for any error of a build and the output of the step that failed. */
const KEPT_LINES = 400;
async function lookAtDocker(cli) {
    const [version, buildx] = await Promise.all([
        call(cli, ['version', '--format', VERSIONS]),
        call(cli, ['buildx', 'version']),
    ]);
    if (version.kind !== 'exited')
        return {};
    const [client = '', engine = '', platform = ''] = version.stdout.trim().split('\n');
    const found = buildx.kind === 'exited' && buildx.code === 0 ? /\bv?(\d+\.\d+\S*)/.exec(buildx.stdout) : null;
    return {
        ...(client === '' ? {} : { client }),
        ...(engine === '' ? { engineProblem: lastLine(version.stderr) } : { engine }),
        ...(found?.[1] === undefined ? {} : { buildx: found[1] }),
        ...(platform === '' ? {} : { platform }),
    };
}
const VERSIONS = '{{.Client.Version}}\n{{with .Server}}{{.Version}}{{end}}\n{{with .Server}}{{.Os}}/{{.Arch}}{{end}}';
/** The password goes by stdin: a command line can be read by every process of the machine. */
async function login(cli, to) {
    const end = await call(cli, ['login', '--username', to.username, '--password-stdin', to.registry], to.password);
    return endOf(end, linesOf(end).filter((line) => !line.startsWith('WARNING!')));
}
/** Any docker command whose output is worth reading while it runs: build, buildx build, push. */
async function runDocker(cli, dockerArguments, onLine) {
    const lines = [];
    const end = await program_runProgram({
        program: 'docker',
        arguments: dockerArguments,
        environment: cli.environment,
        signal: cli.signal,
        onLine: (line) => {
            lines.push(line);
            if (lines.length > KEPT_LINES)
                lines.shift();
            onLine(line);
        },
    });
    return endOf(end, lines);
}
/** Undefined when the engine has no such image. */
async function inspectImage(cli, image) {
    const end = await call(cli, [
        'image',
        'inspect',
        '--format',
        '{{.Id}}\n{{range .RepoDigests}}{{println .}}{{end}}',
        image,
    ]);
    if (end.kind !== 'exited' || end.code !== 0)
        return undefined;
    const [id = '', ...repoDigests] = end.stdout.split('\n').map((line) => line.trim());
    return { id, repoDigests: repoDigests.filter((line) => line !== '') };
}
function call(cli, dockerArguments, input) {
    return program_runProgram({
        program: 'docker',
        arguments: dockerArguments,
        environment: cli.environment,
        signal: cli.signal,
        ...(input === undefined ? {} : { input }),
    });
}
function endOf(end, lines) {
    switch (end.kind) {
        case 'stopped':
            return { kind: 'stopped' };
        case 'missing':
            return { kind: 'failed', code: 127, lines: [end.reason] };
        case 'exited':
            return end.code === 0 ? { kind: 'done' } : { kind: 'failed', code: end.code, lines };
    }
}
function linesOf(end) {
    return end.kind === 'exited' ? `${end.stdout}\n${end.stderr}`.split('\n').filter((line) => line.trim() !== '') : [];
}
function lastLine(text) {
    return text.trim().split('\n').at(-1)?.trim() ?? '';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/lib/docker/private-configuration.js
// A Docker configuration of our own, so that a login of ours is never written into the user's. All else that hangs on the folder of the
// user's configuration stays in reach: plugins, contexts, certificates and trust by links, buildx's builders by BUILDX_CONFIG.




const PREFIX = 'slipway-docker-';
/** An empty folder that only we may read. Its path is to be remembered before anything is put in. */
function makePrivateFolder(environment) {
    return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(environment.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), PREFIX));
}
/** `registry` is the host that will be logged in to. Throws UserError when the user's configuration cannot be read. */
function fillPrivateFolder(options) {
    const { folder, environment, registry } = options;
    const original = (0,external_node_path_.resolve)(environment.DOCKER_CONFIG || (0,external_node_path_.join)(environment.HOME || (0,external_node_os_.homedir)(), '.docker'));
    for (const entry of entriesOf(original)) {
        if (entry !== 'config.json' && entry !== 'buildx')
            (0,external_node_fs_.symlinkSync)((0,external_node_path_.join)(original, entry), (0,external_node_path_.join)(folder, entry));
    }
    const configuration = withFileStore(readConfiguration((0,external_node_path_.join)(original, 'config.json')), registry);
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify(configuration, null, 2), { mode: 0o600 });
    return {
        folder,
        environment: { DOCKER_CONFIG: folder, BUILDX_CONFIG: environment.BUILDX_CONFIG || (0,external_node_path_.join)(original, 'buildx') },
    };
}
/** Removes what makePrivateFolder made, and nothing else: the path comes back from outside in the post step. */
function removePrivateFolder(folder) {
    if ((0,external_node_path_.basename)(folder).startsWith(PREFIX))
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
}
/**
 * A credential helper (a keychain, or one that is there for ECR) would put our login where we cannot take it away again.
 * An empty helper for one host means "in this file", whatever `credsStore` says.
 */
function withFileStore(configuration, registry) {
    return { ...configuration, credHelpers: { ...configuration.credHelpers, [registry]: '' } };
}
function readConfiguration(path) {
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return {};
    }
    try {
        const parsed = JSON.parse(text);
        if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
            return parsed;
    }
    catch {
        // Said below: the parser's own message would quote the file, which holds logins.
    }
    throw new errors/* UserError */.yo(`Docker's configuration ${path} is not a JSON object, so docker itself cannot use it. Repair it.`);
}
function entriesOf(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./build/lib/github/cancelled.js
var cancelled = __nccwpck_require__(925);
;// CONCATENATED MODULE: ./build/lib/github/origins.js
// Says where the values of a step come from, when that is not plain to see in the workflow.
function sayOrigins(log, inputs) {
    for (const [name, origin] of inputs.origins()) {
        if (origin.kind === 'terraform')
            log.line(`${name} comes from Terraform output "${origin.output}" (${origin.from}).`);
    }
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/build-arguments.js
// The command lines of docker, and what cannot be asked of a docker without buildx (pure). No secret is ever among the arguments.
/** A secret's value is read from the environment: on the command line every process of the machine could see it. */
function secretVariable(index) {
    return `SLIPWAY_BUILD_SECRET_${index}`;
}
function buildxBuild(build, target) {
    const environment = Object.fromEntries(build.secrets.map(({ value }, index) => [secretVariable(index), value]));
    return {
        environment,
        arguments: [
            ...['buildx', 'build', '--progress', 'plain', '--metadata-file', target.metadataFile],
            ...flag('--builder', build.builder),
            // Without a push the image is made all the same, so that its digest is known.
            ...(target.push ? ['--push'] : ['--output', 'type=image,push=false']),
            ...each('--platform', build.platforms.length === 0 ? [] : [build.platforms.join(',')]),
            ...each('--build-context', pairs(build.buildContexts)),
            ...each('--secret', build.secrets.map(({ name }, index) => fields({ id: name, env: secretVariable(index) }))),
            ...each('--secret', build.secretFiles.map(({ name, value }) => fields({ id: name, src: value }))),
            ...each('--cache-from', build.cacheFrom),
            ...each('--cache-to', build.cacheTo.map((line) => cacheForEcr(line, target.registry))),
            // Asked for or not, buildx is told: what it does unasked makes an index of the image, with another digest at every build.
            ...[`--provenance=${build.provenance}`, `--sbom=${build.sbom}`],
            ...shared(build, target),
        ],
    };
}
function plainBuild(build, target) {
    return {
        // A docker that has no buildx refuses to build when this says 1.
        environment: { DOCKER_BUILDKIT: '0' },
        // The container of a step that failed would stay on the runner.
        arguments: ['build', '--force-rm', '--iidfile', target.idFile, ...shared(build, target)],
    };
}
function shared(build, target) {
    return [
        ...flag('--file', build.dockerfile),
        ...flag('--target', build.target),
        ...each('--build-arg', pairs(build.buildArgs)),
        ...each('--label', pairs(build.labels)),
        ...(build.pull ? ['--pull'] : []),
        ...(build.noCache ? ['--no-cache'] : []),
        ...flag('--network', build.network),
        ...each('--tag', target.references),
        ...build.options,
        build.context,
    ];
}
/** What was asked and only buildx can do, by input; nothing of it may be dropped silently. */
function needsBuildx(build) {
    const asked = {
        platforms: build.platforms.length > 0,
        'build-contexts': build.buildContexts.length > 0,
        secrets: build.secrets.length > 0,
        'secret-files': build.secretFiles.length > 0,
        'cache-from': build.cacheFrom.length > 0,
        'cache-to': build.cacheTo.length > 0,
        builder: build.builder !== undefined,
        provenance: build.provenance !== 'false',
        sbom: build.sbom !== 'false',
    };
    return Object.entries(asked).flatMap(([input, isAsked]) => (isAsked ? [input] : []));
}
/**
 * ECR takes a cache only as an image manifest with OCI media types, and BuildKit writes an index unless told.
 * `<ecr>/web:cache` → `type=registry,ref=<ecr>/web:cache,image-manifest=true,oci-mediatypes=true`; other registries as given.
 */
function cacheForEcr(line, registry) {
    const full = line.includes('=') ? line : `type=registry,ref=${line}`;
    const isOurs = /(^|,)type=registry(,|$)/.test(full) && full.includes(`ref=${registry}/`);
    if (!isOurs)
        return line;
    const missing = ['image-manifest=true', 'oci-mediatypes=true'].filter((setting) => !full.includes(`${setting.slice(0, setting.indexOf('='))}=`));
    return [full, ...missing].join(',');
}
/** The command line as it is shown: values of build arguments may be meant for nobody's eyes. */
function shownArguments(dockerArguments) {
    return ['docker', ...dockerArguments]
        .map((argument, index) => dockerArguments[index - 2] === '--build-arg'
        ? argument.replace(/=.*$/s, '=…')
        : argument.replace(/^(--build-arg[= ][^=]*)=.*$/s, '$1=…'))
        .map((argument) => (/^[\w@%+=:,./…-]+$/.test(argument) ? argument : `'${argument}'`))
        .join(' ');
}
/** Names of build arguments that sound like secrets: their values stay in the image's history for everybody who can pull it. */
function secretLooking(build) {
    return build.buildArgs
        .map(({ name }) => name)
        .filter((name) => /(^|_)(TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIALS?|(API|PRIVATE|ACCESS)_?KEY)(_|$)/i.test(name));
}
function flag(name, value) {
    return value === undefined ? [] : [name, value];
}
function each(name, values) {
    return values.flatMap((value) => [name, value]);
}
function pairs(list) {
    return list.map(({ name, value }) => `${name}=${value}`);
}
/** `id=a,src=b`, quoted as CSV where a comma or a quote is in the way. */
function fields(members) {
    return Object.entries(members)
        .map(([name, value]) => `${name}=${value}`)
        .map((field) => (/[",\n]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field))
        .join(',');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/actions/build-push/src/content-address.js
// The content address of an image: one tag for all builds of the same source in the same way (pure). What shapes the build is hashed; what
// cannot be known to be the same has no address, and says why.

/** Another number after every change to what is hashed or how: images of before are then not found, and built again. */
const VERSION = 1;
function contentAddress(build, source) {
    const why = whyNone(build, source);
    if (why !== undefined)
        return { kind: 'none', why };
    const hashed = JSON.stringify([VERSION, ...shape(build, source)]);
    return { kind: 'address', tag: `src-${(0,external_node_crypto_.createHash)('sha256').update(hashed).digest('hex')}` };
}
/** What asks for a build whatever ECR has; undefined where nothing does. */
function whyBuildAnyway(build) {
    if (build.pull)
        return 'pull: true asks for newer base images';
    if (build.noCache)
        return 'no-cache: true asks for a build';
    const option = build.options.find((line) => /^--(pull|no-cache|no-cache-filter)(=|$)/.test(line));
    return option === undefined ? undefined : `${option} asks for a build`;
}
function shape(build, source) {
    const revision = revisionOf(build);
    return [
        idOf(source.context),
        source.dockerfilePath,
        source.dockerfile,
        source.ignoreFile ?? null,
        build.target ?? null,
        build.platforms.length === 0 ? [source.nativePlatform] : [...build.platforms].sort(),
        sorted(build.buildArgs, revision),
        build.buildContexts
            .map(({ name, value }) => [name, idOf(source.buildContexts[name], value)])
            .sort(byName),
        sorted(build.labels.filter(({ name }) => !TELLS_WHICH_BUILD.has(name)), revision),
        // A secret's value may change without the image changing: a token that is renewed. It must not be hashed into a name that all can read.
        [...build.secrets, ...build.secretFiles].map(({ name }) => name).sort(),
        build.network ?? null,
        build.provenance,
        build.sbom,
        build.options,
        source.epoch ?? null,
    ];
}
/** What these say is true of the image that is there, and would make another one of every commit. */
const TELLS_WHICH_BUILD = new Set([
    'org.opencontainers.image.revision',
    'org.opencontainers.image.created',
]);
function revisionOf({ labels }) {
    return labels.find(({ name }) => name === 'org.opencontainers.image.revision')?.value;
}
/** git's own shortest form */
const SHORTEST_COMMIT = 7;
function whyNone(build, source) {
    if (source.context.kind === 'unknown')
        return source.context.why;
    for (const [name, content] of Object.entries(source.buildContexts)) {
        if (content.kind === 'unknown')
            return `of the build context "${name}": ${content.why}`;
    }
    const moving = build.buildContexts.find(({ name, value }) => !(name in source.buildContexts) && !isImage(value));
    if (moving !== undefined)
        return `what the build context "${moving.name}" holds is not known here`;
    // `--build-arg NAME` without a value takes it from the environment.
    const option = build.options.find((line) => /^--(build-arg|build-context|from)(=|$)/.test(line));
    return option === undefined ? undefined : `build-options has ${option.split('=')[0]}, which has an input of its own`;
}
/** An image without a digest is taken by its name, as `FROM` is. */
function isImage(value) {
    return value.startsWith('docker-image://');
}
function idOf(content, otherwise = '') {
    return content?.kind === 'content' ? content.id : otherwise;
}
/**
 * The value of one that is the commit (`COMMIT=…`, whole or shortened) is left out. It says which build it is, as the label does, and what
 * the image that is there says of itself, in both, is the commit that it was built from.
 */
function sorted(list, revision = '') {
    const isRevision = (value) => value.length >= SHORTEST_COMMIT && revision.startsWith(value);
    return list.map(({ name, value }) => [name, isRevision(value) ? null : value]).sort(byName);
}
function byName([left], [right]) {
    return left < right ? -1 : left > right ? 1 : 0;
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

;// CONCATENATED MODULE: ./build/lib/core/arn.js
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

// EXTERNAL MODULE: ./build/lib/core/near-names.js
var near_names = __nccwpck_require__(8451);
;// CONCATENATED MODULE: ./build/lib/core/repository.js
// A repository in ECR as people name it: by name, URI or ARN. ECR itself is asked elsewhere.



/** A name, a URI or an ARN; or the sentence that says what is wrong with it. */
function parseRepository(text) {
    const arn = parseArn(text);
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

// EXTERNAL MODULE: ./build/lib/core/terraform-names.js
var terraform_names = __nccwpck_require__(7275);
;// CONCATENATED MODULE: ./build/actions/build-push/src/inputs.js
// From inputs to a BuildPushRequest (pure; what lies on the disk is a parameter). The caller ends with `reader.finish()` when docker and ECR
// have added their problems: a typo in a tag and a missing repository are told together.



const DEFAULT_TIMEOUT_MS = 60 * 60_000;
/** A day: jobs do not last longer, and timers do not count further than 24 of them. */
const LONGEST_TIMEOUT_MS = 24 * 60 * 60_000;
const inputs_TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/** Words that people know from other actions as rules; as tags they would surprise. */
const TAG_RULES = ['sha', 'branch', 'semver'];
/** Ours to give: it says what an image was built from. */
const SOURCE_TAG = /^src-[0-9a-f]{64}$/;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?(\([^)]*\))?$/;
const REMOTE_CONTEXT = /^(https?:\/\/|git:\/\/|git@|ssh:\/\/|github\.com\/)/;
/** Flags whose work is done by an input, or on which the reading of the result rests. */
const OWN_FLAGS = {
    '--tag': 'tags',
    '-t': 'tags',
    '--file': 'dockerfile',
    '-f': 'dockerfile',
    '--push': '',
    '--load': '',
    '--output': '',
    '-o': '',
    '--metadata-file': '',
    '--iidfile': '',
    '--progress': '',
    '--quiet': '',
    '-q': '',
};
function parseInputs(reader, around) {
    const repositoryText = reader.required('repository', { terraform: terraform_names/* REPOSITORY_OUTPUTS */._W });
    const repository = repositoryText === '' ? undefined : parseRepository(repositoryText);
    if (typeof repository === 'string')
        reader.problem('repository', repository);
    const expectedAccount = readExpectedAccount(reader, repository);
    const build = readBuild(reader, around);
    return {
        ...(repository === undefined || typeof repository === 'string' ? {} : { repository }),
        createRepository: reader.boolean('create-repository', false),
        ...(expectedAccount === undefined ? {} : { expectedAccount }),
        tags: readTags(reader, around.commit),
        build,
        reuse: reader.boolean('reuse', true),
        timeoutMs: reader.duration('timeout', { min: 1_000, max: LONGEST_TIMEOUT_MS }) ?? DEFAULT_TIMEOUT_MS,
    };
}
function readBuild(reader, around) {
    const context = reader.text('context') ?? '.';
    const dockerfile = reader.text('dockerfile');
    checkPaths(reader, { context, dockerfile, around });
    const secrets = reader.keyValues('secrets');
    const secretFiles = reader.keyValues('secret-files').map(({ name, value }) => ({ name, value: value.trim() }));
    checkSecrets(reader, { secrets, secretFiles, around });
    const platforms = reader.list('platforms').flatMap((line) => line.split(',').map((item) => item.trim()));
    for (const platform of platforms) {
        if (!PLATFORM.test(platform))
            reader.problem('platforms', `"${platform}" is not a platform; allowed: os/architecture, such as linux/arm64`);
    }
    const options = reader.list('build-options');
    for (const option of options)
        checkOption(reader, option);
    return {
        context,
        ...optional({ dockerfile, target: reader.text('target'), network: reader.text('network') }),
        ...optional({ builder: reader.text('builder') }),
        platforms,
        buildArgs: reader.keyValues('build-args'),
        buildContexts: reader.keyValues('build-contexts'),
        labels: labelsOf(around, reader.keyValues('labels')),
        secrets,
        secretFiles,
        cacheFrom: reader.list('cache-from'),
        cacheTo: reader.list('cache-to'),
        pull: reader.boolean('pull', false),
        noCache: reader.boolean('no-cache', false),
        provenance: reader.text('provenance') ?? 'false',
        sbom: reader.text('sbom') ?? 'false',
        options,
    };
}
/**
 * `created` is left out on purpose: the time of the build would give the same source another digest each time, and the commit's time
 * is not when the image was created. The image's own configuration says that already.
 */
function labelsOf(around, given) {
    const ours = [
        { name: 'org.opencontainers.image.revision', value: around.commit },
        { name: 'org.opencontainers.image.source', value: around.sourceUrl },
    ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
    const names = new Set(given.map(({ name }) => name));
    return [...ours.filter(({ name }) => !names.has(name)), ...given];
}
function readTags(reader, commit) {
    const given = reader.list('tags');
    if (given.length === 0 && commit === undefined)
        reader.problem('tags', 'is required: there is neither GITHUB_SHA nor a git checkout whose commit could be the tag');
    for (const tag of given) {
        const image = tag.includes(':') ? parseImage(tag) : undefined;
        if (image?.tag !== undefined)
            reader.problem('tags', `"${tag}" names a repository too; give the tag alone: "${image.tag}"`);
        else if (TAG_RULES.includes(tag))
            reader.problem('tags', `"${tag}" is not taken as a tag, because it reads like a rule; give the tag itself`);
        else if (SOURCE_TAG.test(tag))
            reader.problem('tags', `"${tag}" is a content address, which the action gives itself`);
        else if (!inputs_TAG.test(tag))
            reader.problem('tags', `"${tag}" is not a tag; allowed: letters, digits, "_", "." and "-", at most 128, beginning with a letter, a digit or "_"`);
    }
    const tags = given.length > 0 ? given : commit === undefined ? [] : [commit];
    return [...new Set(tags)];
}
function readExpectedAccount(reader, repository) {
    const account = reader.text('expected-account');
    if (account === undefined)
        return undefined;
    if (!/^\d{12}$/.test(account)) {
        reader.problem('expected-account', `"${account}" is not an account id; allowed: twelve digits`);
        return undefined;
    }
    const named = typeof repository === 'object' ? repository.account : undefined;
    if (named !== undefined && named !== account)
        reader.problem('repository', `is in account ${named}, but expected-account is ${account}`);
    return account;
}
function checkPaths(reader, { context, dockerfile, around }) {
    if (context.startsWith('-')) {
        reader.problem('context', `"${context}" is not a folder; allowed: a folder, or the URL of a git repository`);
        return;
    }
    if (REMOTE_CONTEXT.test(context))
        return;
    const kind = around.kindOf(context);
    if (kind !== 'folder') {
        const why = kind === 'file' ? 'is a file' : 'does not exist';
        reader.problem('context', `folder "${context}" ${why}. Is actions/checkout missing before this step?`);
        return;
    }
    const inContext = (name) => (context === '.' ? name : `${context.replace(/\/+$/, '')}/${name}`);
    const path = dockerfile ?? inContext('Dockerfile');
    if (around.kindOf(path) === 'file')
        return;
    const hint = dockerfile !== undefined && around.kindOf(inContext(dockerfile)) === 'file'
        ? ` The path begins at the working folder, not at the context: did you mean "${inContext(dockerfile)}"?`
        : '';
    reader.problem('dockerfile', `file "${path}" does not exist.${hint}`);
}
function checkSecrets(reader, given) {
    const lists = [
        { input: 'secrets', list: given.secrets },
        { input: 'secret-files', list: given.secretFiles },
    ];
    for (const { input, list } of lists) {
        for (const { name } of list) {
            if (!/^[A-Za-z0-9_.-]+$/.test(name))
                reader.problem(input, `"${name}" is not an id; allowed: letters, digits, "_", "." and "-"`);
        }
    }
    for (const { name, value } of given.secretFiles) {
        if (given.secrets.some((secret) => secret.name === name))
            reader.problem('secret-files', `"${name}" is given in secrets too`);
        if (given.around.kindOf(value) !== 'file')
            reader.problem('secret-files', `file "${value}" does not exist`);
    }
}
function checkOption(reader, option) {
    const flag = option.split('=')[0] ?? '';
    const input = OWN_FLAGS[flag];
    if (input === undefined)
        return;
    const instead = input === '' ? 'the action sets it itself' : `use the input ${input}`;
    reader.problem('build-options', `"${flag}" is not allowed here: ${instead}`);
}
/** Absent where undefined. */
function optional(members) {
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
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
async function ecr_readTags(api, repository, tags) {
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
    return error instanceof errors/* AwsFailure */.OQ && error.code === code;
}

;// CONCATENATED MODULE: ./build/lib/core/ancestry.js
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
function ancestry_ancestryByGit({ firstOfSecond, secondOfFirst, isShallow }) {
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

;// CONCATENATED MODULE: ./build/lib/docker/git.js
// The little that is asked of git: what is checked out, and how two commits stand to each other. A folder that is no checkout, or a machine
// without git, is no error.


/** The commit of the checkout around `folder`, or undefined where there is none. */
async function checkedOutCommit(options) {
    const end = await program_runProgram({
        program: 'git',
        arguments: ['rev-parse', '--verify', 'HEAD'],
        environment: options.environment,
        signal: options.signal,
        cwd: options.folder,
    });
    const commit = end.kind === 'exited' && end.code === 0 ? end.stdout.trim() : '';
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
/** `first` as seen from `second`, both whole hashes; undefined where the checkout of `folder` cannot tell. */
async function ancestryInCheckout(checkout, first, second) {
    const [firstOfSecond, secondOfFirst, isShallow] = await Promise.all([
        isAncestor(checkout, first, second),
        isAncestor(checkout, second, first),
        isShallowClone(checkout),
    ]);
    return ancestryByGit({ firstOfSecond, secondOfFirst, isShallow });
}
/** Exit code 0 is yes, 1 is no, and anything else an error, such as a commit that is not there (git-merge-base(1)). */
async function isAncestor(checkout, ancestor, descendant) {
    const end = await askGit(checkout, ['merge-base', '--is-ancestor', ancestor, descendant]);
    const code = end.kind === 'exited' ? end.code : undefined;
    return code === 0 ? 'yes' : code === 1 ? 'no' : 'unknown';
}
/** What cannot be asked is taken for shallow: that claims less. */
async function isShallowClone(checkout) {
    const end = await askGit(checkout, ['rev-parse', '--is-shallow-repository']);
    return end.kind !== 'exited' || end.stdout.trim() !== 'false';
}
/** Reading commits takes milliseconds; a disk that hangs must not hold a release up. */
const ANSWERS_WITHIN_MS = 10_000;
function askGit({ folder, environment, signal }, given) {
    return runProgram({
        program: 'git',
        arguments: given,
        // A partial clone would fetch a commit that it lacks, and might ask somebody for a password.
        environment: { ...withoutSecrets(environment), GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
        cwd: folder,
    });
}
/** git needs no credential to read what lies on the disk. */
function withoutSecrets(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(INPUT|AWS|ACTIONS)_|TOKEN/i.test(name)));
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/repository.js
// Whether what ECR says about the repository is what was meant (pure).


/** What is wrong with the repository that ECR showed, by input. */
function repositoryProblems(given, look, options) {
    const { found, caller } = look;
    const account = found?.account ?? given.account ?? caller;
    const { expectedAccount } = options;
    const problems = [];
    if (expectedAccount !== undefined && account !== undefined && account !== expectedAccount) {
        problems.push({
            input: 'expected-account',
            message: `the credentials of this job lead to account ${account}, not to ${expectedAccount}. Look at the role that this job assumes.`,
        });
    }
    if (found === undefined) {
        if (!options.createRepository)
            problems.push({
                input: 'repository',
                message: `${noSuchRepository(given.name, look.others, account)} With create-repository: true it would be made.`,
            });
        else if (given.host !== undefined && given.account === undefined && given.host !== look.ownHost)
            problems.push({
                input: 'repository',
                message: `${given.host} is not a registry of ECR (the one of ${account === undefined ? 'this account' : `account ${account}`} is ${look.ownHost}), so no repository can be made there`,
            });
        return problems;
    }
    if (given.host !== undefined && hostOf(given, found) !== given.host)
        problems.push({
            input: 'repository',
            message: `${given.host} is not the registry of account ${found.account}: ECR says that "${given.name}" is at ${found.host}. Only ECR can be pushed to.`,
        });
    return problems;
}
/**
 * The host to push to. It is the one that ECR returned; another name of the same registry (dual-stack, FIPS) is kept when it was given.
 */
function hostOf(given, found) {
    return given.host !== undefined && given.account === found.account && ecrHost(given.host) !== undefined
        ? given.host
        : found.host;
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/look.js
// What there is before anything is touched: the checkout, docker, the repository in ECR, and the registry's password. Only reads.






/** The run's own commit is the one that is meant; git is asked where there is no run (a laptop), or to notice that another is checked out. */
async function lookAround(cli) {
    const { GITHUB_SHA: sha, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = cli.environment;
    const checkedOut = await checkedOutCommit({ folder: external_node_process_.cwd(), ...cli });
    const commit = sha || checkedOut;
    return {
        ...(commit === undefined ? {} : { commit }),
        ...(checkedOut === undefined ? {} : { checkedOut }),
        ...(server && repository ? { sourceUrl: `${server}/${repository}` } : {}),
        kindOf,
    };
}
/** Adds the problems that ECR shows to the reader's; undefined only where there are problems. Every secret is masked before it returns. */
async function lookAtDestination(aws, request, options) {
    const { inputs } = options;
    const given = request.repository;
    if (given === undefined)
        return undefined;
    try {
        const [repository, login] = await Promise.all([
            describeRepository(aws, given),
            readRegistryLogin(aws, given).then((answer) => {
                for (const secret of answer.secrets)
                    options.mask(secret);
                return answer;
            }),
        ]);
        const look = {
            ...(repository === undefined ? {} : { found: repository }),
            others: repository === undefined && !request.createRepository ? await listRepositoryNames(aws, given) : [],
            ownHost: login.host,
            ...(repository === undefined && given.account === undefined ? { caller: await readCallerAccount(aws) } : {}),
        };
        for (const { input, message } of repositoryProblems(given, look, request))
            inputs.problem(input, message);
        const host = repository === undefined ? (given.host ?? login.host) : hostOf(given, repository);
        const { username, password } = login;
        const endpoint = host === login.host ? login.endpoint : `https://${host}`;
        return { ...(repository === undefined ? {} : { repository }), given, host, endpoint, username, password };
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo) {
            for (const problem of error.problems)
                inputs.generalProblem(problem);
            return undefined;
        }
        // A typo that we know of is told before a denial that may have nothing to do with it.
        await options.otherLooks;
        inputs.finish();
        throw error;
    }
}
function kindOf(path) {
    const stat = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
    if (stat === undefined)
        return 'missing';
    return stat.isDirectory() ? 'folder' : 'file';
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/lib/core/log-lines.js
// Lines of somebody else's log as they are kept for a summary or an annotation: no longer than anybody reads.
// A job summary of more than 1 MiB is thrown away whole by GitHub, and one line of a log may have that size.

/** of a line that is kept; twenty of them are far below 1 MiB in any alphabet */
const LONGEST_KEPT_LINE = 2_000;
/** At most `most` characters of it, without colours (only a log shows them), and how many were left out. No character is cut in half. */
function clipped(line, most = LONGEST_KEPT_LINE) {
    const text = (0,external_node_util_.stripVTControlCharacters)(line);
    if (text.length <= most)
        return text;
    const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
    return `${cut}… (${text.length - cut.length} more characters)`;
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/build-failure.js
// From the tail of docker's output to the few lines that say why it failed (pure). Knows the three forms in which docker tells it.

const MOST_OUTPUT_LINES = 12;
function explainBuildFailure(tail) {
    const lines = tail.map((line) => clipped(plain(line))).filter((line) => !isNoise(line));
    return explainBuildx(lines) ?? explainLegacy(lines);
}
/** One line for an annotation: `RUN npm ci: process … exit code: 1`. */
function buildFailureSentence({ step, error }) {
    return step === undefined ? error : `${step}: ${error}`;
}
/** buildx with plain progress: ` > [2/3] RUN make:` with the step's output between rules, and `ERROR: …` at the end. */
function explainBuildx(lines) {
    const error = lines.findLast((line) => /^ERROR: /.test(line));
    if (error === undefined)
        return undefined;
    const at = lines.findLastIndex((line) => /^ > (\[.*?\] )?.+:$/.test(line));
    const step = at < 0 ? undefined : /^ > (?:\[.*?\] )?(.+):$/.exec(lines[at] ?? '')?.[1];
    const rest = at < 0 ? [] : lines.slice(at + 1);
    const end = rest.findIndex((line) => /^-{6,}$/.test(line));
    return {
        ...(step === undefined || step.startsWith('importing ') ? {} : { step }),
        error: error.replace(/^ERROR: (failed to build: )?(failed to solve: )?/, ''),
        output: rest.slice(0, end < 0 ? 0 : end).slice(-MOST_OUTPUT_LINES),
    };
}
/** The builder without BuildKit: `Step 2/3 : RUN make`, ` ---> Running in …`, the output, and an error as the last line. */
function explainLegacy(lines) {
    const error = lines.at(-1) ?? 'docker said nothing';
    const at = lines.findLastIndex((line) => /^Step \d+\/\d+ : /.test(line));
    const step = at < 0 ? undefined : lines[at]?.replace(/^Step \d+\/\d+ : /, '');
    const output = at < 0 ? [] : lines.slice(at + 1, -1).filter((line) => !/^ ?--->/.test(line) && !isBookkeeping(line));
    return { ...(step === undefined ? {} : { step }), error, output: output.slice(-MOST_OUTPUT_LINES) };
}
function isBookkeeping(line) {
    return /^Removing intermediate container |^Sending build context |^Successfully (built|tagged) /.test(line);
}
/** What says nothing that was not said better: blank lines, and the builder's advertisement of its successor. */
function isNoise(line) {
    return (line.trim() === '' ||
        /^(DEPRECATED: The legacy builder|\s+(Install the buildx|BuildKit is currently|environment-variable|https:\/\/docs\.docker\.com))/.test(line));
}
function plain(line) {
    // biome's rule against control characters is meant for accidents; a terminal's colours begin with one.
    return line.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g'), '').trimEnd();
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/plan.js
// What stands in ECR already and may not be moved, what is free, and whether what was built is what stands there (pure).
/** A word that ECR may add one day counts as immutable, which harms nobody. */
function isImmutableTag({ mutability, exclusions }, tag) {
    const excluded = exclusions.some((pattern) => wildcard(pattern).test(tag));
    switch (mutability) {
        case 'MUTABLE':
            return false;
        case 'MUTABLE_WITH_EXCLUSION':
            return excluded;
        case 'IMMUTABLE_WITH_EXCLUSION':
            return !excluded;
        default:
            return true;
    }
}
/** `*` stands for any characters, none included; nothing else is special. */
function wildcard(pattern) {
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`);
}
/** `existing` has the tags that ECR has now, at least the immutable ones. */
function planTags(mutability, tags, existing) {
    const fixed = new Map([...existing].filter(([tag]) => tags.includes(tag) && isImmutableTag(mutability, tag)));
    return { fixed, free: tags.filter((tag) => !fixed.has(tag)) };
}
function withoutTag(plan, unwanted) {
    return {
        fixed: new Map([...plan.fixed].filter(([tag]) => tag !== unwanted)),
        free: plan.free.filter((tag) => tag !== unwanted),
    };
}
/** All tags that stand fast must be the image that was built; the first that is not is a conflict. */
function compareWithFixed(built, plan) {
    let same;
    for (const [tag, image] of plan.fixed) {
        if (!isSame(built, image))
            return { kind: 'conflict', tag, image };
        same = image;
    }
    return same === undefined ? { kind: 'free' } : { kind: 'same', image: same };
}
/** An image's configuration names every layer and every setting: where it is the same, the image is. */
function isSame(built, image) {
    return built.digests.includes(image.digest) || built.digests.includes(configurationDigest(image.manifest) ?? '');
}
function configurationDigest(manifest) {
    try {
        const parsed = JSON.parse(manifest);
        if (typeof parsed !== 'object' || parsed === null || !('config' in parsed))
            return undefined;
        const { config } = parsed;
        if (typeof config !== 'object' || config === null || !('digest' in config))
            return undefined;
        return typeof config.digest === 'string' ? config.digest : undefined;
    }
    catch {
        return undefined;
    }
}
/** The digests in the file that `buildx build --metadata-file` writes; the manifest's first. */
function digestsOfMetadata(text) {
    try {
        const parsed = JSON.parse(text);
        if (typeof parsed !== 'object' || parsed === null)
            return [];
        const metadata = new Map(Object.entries(parsed));
        return ['containerimage.digest', 'containerimage.config.digest']
            .map((name) => metadata.get(name))
            .filter((digest) => typeof digest === 'string');
    }
    catch {
        return [];
    }
}
/** Of `repository@sha256:…` those of this repository, without its name. */
function digestsInRepository(repoDigests, repository) {
    return repoDigests.flatMap((reference) => reference.startsWith(`${repository}@`) ? [reference.slice(repository.length + 1)] : []);
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/tools.js
// What the docker that is there can do for this build (pure): problems, and what is lost without buildx.

const LOST = 'no cache import or export, no other platforms, no build secrets, no attestations';
const REMEDY = 'docker/setup-buildx-action in an earlier step brings it';
function toolProblems(build, tools) {
    if (tools.client === undefined)
        return ['There is no docker on this runner: its command was not found in PATH. Use a runner that has it.'];
    if (tools.buildx !== undefined)
        return [];
    const asked = needsBuildx(build);
    const problems = asked.map((input) => `${input}: needs buildx, which this docker does not have; ${REMEDY}`);
    if (tools.engine === undefined)
        problems.push(`The Docker engine does not answer: ${tools.engineProblem ?? 'no reason was given'}`);
    return problems;
}
/** Said where something is built: who finds the image in ECR has lost nothing. */
const PLAIN_BUILD = `Building with plain "docker build", for want of buildx. That means: ${LOST} (${REMEDY}).`;
/** For the log, and in short for the summary. */
function describeTools(tools) {
    const docker = `docker ${tools.client ?? 'unknown'}${tools.engine === undefined ? '' : `, engine ${tools.engine}`}`;
    return tools.buildx === undefined
        ? {
            line: `${docker}, no buildx`,
            builder: `docker build ${tools.client ?? ''} (no buildx: ${LOST})`,
        }
        : { line: `${docker}, buildx ${tools.buildx}`, builder: `buildx ${tools.buildx}` };
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/build.js
// Builds and pushes: with buildx in one command, without it one push a tag. What stands in ECR and may not be moved is compared before
// anything is pushed.









/** Asks ECR only where a tag could stand fast: with mutable tags there is nothing to know before the push. */
async function readTagPlan(aws, repository, tags) {
    const immutable = tags.filter((tag) => isImmutableTag(repository, tag));
    return planTags(repository, tags, immutable.length === 0 ? new Map() : await ecr_readTags(aws, repository, immutable));
}
async function buildWithBuildx(place, plan) {
    const { log, host, build } = place;
    const metadataFile = (0,external_node_path_.join)(place.folder, 'metadata.json');
    const push = plan.fixed.size === 0;
    const phase = push ? 'build and push' : 'build';
    log.group(push ? 'Build and push' : 'Build');
    const target = { references: referencesOf(place), registry: host, metadataFile, push };
    const end = await run(place, buildxBuild(build, target));
    if (end.kind === 'stopped')
        return { kind: 'stopped', during: `the ${phase}`, pushed: [] };
    if (end.kind === 'failed')
        return failed(place, plan, { phase, failure: explainBuildFailure(end.lines), pushed: [] });
    const digests = (0,external_node_fs_.existsSync)(metadataFile) ? digestsOfMetadata((0,external_node_fs_.readFileSync)(metadataFile, 'utf8')) : [];
    return push ? { kind: 'pushed', candidates: digests.slice(0, 1) } : settleFixed(place, plan, digests);
}
async function buildPlainly(place, plan) {
    const { log, host, build, cli } = place;
    const idFile = (0,external_node_path_.join)(place.folder, 'image-id');
    log.group('Build');
    log.line(PLAIN_BUILD);
    const references = referencesOf(place);
    const end = await run(place, plainBuild(build, { references, registry: host, idFile }));
    if (end.kind === 'stopped')
        return { kind: 'stopped', during: 'the build', pushed: [] };
    if (end.kind === 'failed')
        return { kind: 'build-failed', phase: 'build', failure: explainBuildFailure(end.lines), pushed: [] };
    const id = (0,external_node_fs_.readFileSync)(idFile, 'utf8').trim();
    if (plan.fixed.size > 0)
        return settleFixed(place, plan, [id]);
    log.group('Push');
    const pushed = [];
    for (const [index, reference] of references.entries()) {
        const tag = tagsToPush(place)[index] ?? '';
        const pushEnd = await run(place, { arguments: ['push', reference], environment: {} });
        if (pushEnd.kind === 'stopped')
            return { kind: 'stopped', during: `the push of ${tag}, which ECR may have or not`, pushed };
        if (pushEnd.kind === 'failed')
            return failed(place, plan, { phase: 'push', failure: pushFailure(pushEnd.lines), pushed });
        pushed.push(tag);
    }
    const image = await inspectImage(cli, id);
    return {
        kind: 'pushed',
        candidates: digestsInRepository(image?.repoDigests ?? [], `${host}/${place.repository.name}`),
    };
}
/** Tags that stand fast hold what was built, or there is a conflict. The other tags are added by ECR: no layer has to travel. */
async function settleFixed(place, plan, digests) {
    const compared = compareWithFixed({ digests }, plan);
    switch (compared.kind) {
        case 'free':
            throw new Error('settleFixed was called although no tag stands fast');
        case 'conflict':
            return { kind: 'conflict', tag: compared.tag, digest: compared.image.digest, pushed: [] };
        case 'same':
            for (const tag of [...plan.free, ...sourceTagOf(place)])
                await addTag(place.aws, place.repository, compared.image, tag);
            return { kind: 'reused', digest: compared.image.digest, added: plan.free };
    }
}
/** A push that failed because another run took an immutable tag in the meantime is a conflict. */
async function failed(place, before, failure) {
    const taken = (await fixedNow(place)).find(([tag]) => !before.fixed.has(tag) && !failure.pushed.includes(tag));
    if (taken === undefined || failure.phase === 'build')
        return { kind: 'build-failed', ...failure };
    const [tag, image] = taken;
    return { kind: 'conflict', tag, digest: image.digest, pushed: failure.pushed };
}
async function fixedNow(place) {
    try {
        return [...(await readTagPlan(place.aws, place.repository, place.tags)).fixed];
    }
    catch (error) {
        // The failure that is being explained is worth more than the one of explaining it.
        if (error instanceof errors/* AwsFailure */.OQ)
            return [];
        throw error;
    }
}
function run(place, invocation) {
    const { log, cli } = place;
    log.line(shownArguments(invocation.arguments));
    const environment = { ...cli.environment, ...invocation.environment };
    return runDocker({ ...cli, environment }, invocation.arguments, (line) => {
        if (!isNoise(line))
            log.foreign('docker', line);
    });
}
function referencesOf(place) {
    return tagsToPush(place).map((tag) => `${place.host}/${place.repository.name}:${tag}`);
}
/** The content address first: a run that is killed after it has not worked in vain. */
function tagsToPush(place) {
    return [...sourceTagOf(place), ...place.tags];
}
function sourceTagOf({ sourceTag }) {
    return sourceTag === undefined ? [] : [sourceTag];
}
/** A push has no step; its last line is its error. */
function pushFailure(lines) {
    return { error: explainBuildFailure(lines).error, output: [] };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: ./build/lib/http/ask.js
// One HTTP request over a connection of its own, so that each may meet another target of a load balancer. What the answer means is not its
// business; that there is none is an answer too.



const MOST_REDIRECTS = 10;
const MOST_BYTES = 1_000_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Never rejects. `timeoutMs` is for everything: redirects, headers and body. */
async function ask(request, limits) {
    const startedAt = performance.now();
    const elapsed = () => Math.round(performance.now() - startedAt);
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const signal = AbortSignal.any([timeout, limits.signal]);
    try {
        let current = request;
        for (let redirects = 0;; redirects++) {
            const received = await askOnce(current, signal);
            const next = request.followRedirects ? redirectOf(current, received) : undefined;
            if (next === undefined)
                return { kind: 'answer', ...received, ms: elapsed(), redirects };
            if (redirects >= MOST_REDIRECTS)
                return { kind: 'no-answer', code: 'REDIRECTS', why: `more than ${MOST_REDIRECTS} redirects`, ms: elapsed() };
            current = next;
        }
    }
    catch (error) {
        if (timeout.aborted)
            return {
                kind: 'no-answer',
                code: 'TIMEOUT',
                why: `no complete answer within ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}`,
                ms: elapsed(),
            };
        return { kind: 'no-answer', ...explain(error, new URL(request.url)), ms: elapsed() };
    }
}
function askOnce(request, signal) {
    const url = new URL(request.url);
    const secure = url.protocol === 'https:';
    const port = request.connectTo?.port ?? (url.port === '' ? undefined : Number(url.port));
    const options = {
        method: request.method,
        // URL keeps an IPv6 address in brackets; sockets want it bare.
        host: request.connectTo?.host ?? url.hostname.replace(/^\[|\]$/g, ''),
        path: `${url.pathname}${url.search}`,
        headers: headersOf(request, url),
        agent: false,
        signal,
        ...(port === undefined ? {} : { port }),
        ...(secure && request.connectTo !== undefined ? { servername: url.hostname } : {}),
    };
    return new Promise((resolve, reject) => {
        const sent = (secure ? external_node_https_.request : external_node_http_.request)(options, (message) => receive(message, resolve, reject));
        sent.on('error', reject);
        sent.end(request.body);
    });
}
function receive(message, resolve, reject) {
    const chunks = [];
    let size = 0;
    message.on('data', (chunk) => {
        // The rest is read and thrown away: an answer that is not complete is none.
        if (size < MOST_BYTES)
            chunks.push(chunk);
        size += chunk.length;
    });
    message.on('error', reject);
    message.on('end', () => {
        if (!message.complete)
            return reject(Object.assign(new Error('the answer broke off'), { code: 'INCOMPLETE' }));
        const headers = Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]);
        const body = Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
        resolve({ status: message.statusCode ?? 0, headers: Object.fromEntries(headers), body });
    });
}
function headersOf(request, url) {
    const given = Object.fromEntries(request.headers.map(({ name, value }) => [name.toLowerCase(), value]));
    const body = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
    return {
        host: url.host,
        'user-agent': 'slipway-smoke-test',
        accept: '*/*',
        'cache-control': 'no-cache',
        connection: 'close',
        ...body,
        ...given,
    };
}
function redirectOf(request, received) {
    const { location } = received.headers;
    if (!REDIRECTS.has(received.status) || location === undefined || !URL.canParse(location, request.url))
        return undefined;
    const from = new URL(request.url);
    const to = new URL(location, from);
    if (to.protocol !== 'http:' && to.protocol !== 'https:')
        return undefined;
    // As browsers do: a form that was posted is answered by a page that is fetched.
    const asGet = received.status === 303 || (received.status <= 302 && request.method === 'POST');
    const { connectTo, body, ...rest } = request;
    const sameHost = from.hostname === to.hostname;
    return {
        ...rest,
        url: to.href,
        method: asGet && request.method !== 'HEAD' ? 'GET' : request.method,
        // A credential is for the host that it was given for, and for no weaker connection.
        headers: sameHost && (to.protocol === 'https:' || from.protocol === 'http:') ? request.headers : harmless(request.headers),
        ...(body === undefined || asGet ? {} : { body }),
        // A fixed port is that of the first address: http on 80 may lead to https on 443.
        ...(connectTo === undefined || !sameHost
            ? {}
            : { connectTo: from.port === to.port && from.protocol === to.protocol ? connectTo : { host: connectTo.host } }),
    };
}
function harmless(headers) {
    return headers.filter(({ name }) => /^(accept|accept-language|user-agent)$/i.test(name));
}
const REASONS = {
    ENOTFOUND: (url) => `DNS knows no host ${url.hostname}`,
    EAI_AGAIN: (url) => `DNS did not answer for ${url.hostname}`,
    ECONNREFUSED: () => 'connection refused',
    ECONNRESET: () => 'connection reset',
    EPIPE: () => 'connection reset',
    ETIMEDOUT: () => 'no connection in time',
    EHOSTUNREACH: () => 'no route to the host',
    ENETUNREACH: () => 'no route to the network',
    INCOMPLETE: () => 'the answer broke off',
    CERT_HAS_EXPIRED: () => 'TLS: the certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: () => 'TLS: the certificate is self-signed',
    SELF_SIGNED_CERT_IN_CHAIN: () => 'TLS: the chain of certificates ends in one that is not trusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: () => 'TLS: an intermediate certificate is missing',
    ERR_TLS_CERT_ALTNAME_INVALID: (url) => `TLS: the certificate is not for ${url.hostname}`,
    EPROTO: () => 'TLS: the other side does not speak it',
};
function explain(error, url) {
    const inner = error instanceof AggregateError ? error.errors[0] : error;
    const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
    const message = inner instanceof Error ? inner.message : String(inner);
    return { code, why: REASONS[code]?.(url) ?? (code === '' ? message : `${message} (${code})`) };
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/image-manifest.js
// What the manifests of images say (pure): the configuration behind them, the platforms in an index, and the labels of a configuration.
function parseManifest(text) {
    const manifest = parsed(text);
    const entries = member(manifest, 'manifests');
    if (Array.isArray(entries))
        return { kind: 'index', images: entries.flatMap(platformImage) };
    const digest = member(member(manifest, 'config'), 'digest');
    return typeof digest === 'string' ? { kind: 'image', configDigest: digest } : { kind: 'unknown' };
}
/** Undefined when the text is no image's configuration. */
function parseConfiguration(text) {
    const configuration = parsed(text);
    const platform = platformOf(configuration);
    if (platform === undefined)
        return undefined;
    const labels = member(member(configuration, 'config'), 'Labels');
    const entries = typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
    return { platform, labels: Object.fromEntries(entries.map(([name, value]) => [name, String(value)])) };
}
function platformImage(entry) {
    const digest = member(entry, 'digest');
    const platform = platformOf(member(entry, 'platform'));
    return typeof digest === 'string' && platform !== undefined ? [{ platform, digest }] : [];
}
/** BuildKit gives attestations the platform unknown/unknown, so that nobody runs them. */
function platformOf(value) {
    const [os, architecture, variant] = ['os', 'architecture', 'variant'].map((name) => member(value, name));
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown')
        return undefined;
    return [os, architecture, ...(typeof variant === 'string' ? [variant] : [])].join('/');
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function member(value, name) {
    return typeof value === 'object' && value !== null
        ? new Map(Object.entries(value)).get(name)
        : undefined;
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/image-facts.js
// What an image in ECR says of itself: its platforms and its labels. An index says nothing of labels, so one of its images is asked.




const BLOB_TIMEOUT_MS = 20_000;
/** Never rejects for what AWS or the registry says: nobody's release hangs on it. */
async function readImageFacts(door, image) {
    const manifest = parseManifest(image.manifest);
    if (manifest.kind === 'unknown')
        return { platforms: {}, labels: {}, problem: 'its manifest is of an unknown type' };
    if (manifest.kind === 'image') {
        const configuration = await image_facts_readConfiguration(door, manifest.configDigest);
        if (typeof configuration === 'string')
            return { platforms: {}, labels: {}, problem: configuration };
        return { platforms: { [configuration.platform]: image.digest }, labels: configuration.labels };
    }
    const platforms = Object.fromEntries(manifest.images.map(({ platform, digest }) => [platform, digest]));
    const labels = await readLabelsOfChild(door, manifest.images[0]?.digest);
    return typeof labels === 'string' ? { platforms, labels: {}, problem: labels } : { platforms, labels };
}
/** Where only the platforms are wanted, an index has said them already. */
async function readPlatforms(door, imageDigest) {
    const image = await manifestOf(door, imageDigest);
    if (typeof image === 'string')
        return { platforms: {}, problem: image };
    const manifest = parseManifest(image.manifest);
    if (manifest.kind !== 'index')
        return readImageFacts(door, image);
    return { platforms: Object.fromEntries(manifest.images.map(({ platform, digest }) => [platform, digest])) };
}
async function readLabelsOfChild(door, digest) {
    if (digest === undefined)
        return 'its index names no image';
    const image = await manifestOf(door, digest);
    if (typeof image === 'string')
        return image;
    const manifest = parseManifest(image.manifest);
    if (manifest.kind !== 'image')
        return `${digest} is no manifest of an image`;
    const configuration = await image_facts_readConfiguration(door, manifest.configDigest);
    return typeof configuration === 'string' ? configuration : configuration.labels;
}
async function manifestOf({ aws, repository }, digest) {
    try {
        return (await readManifest(aws, repository, digest)) ?? `ECR does not show ${digest}`;
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ)
            return error.message;
        throw error;
    }
}
/** By the registry's own door: ECR's API has no blobs, only addresses of them. */
async function image_facts_readConfiguration(door, digest) {
    const { endpoint, repository, username, password, signal } = door;
    const credentials = Buffer.from(`${username}:${password}`).toString('base64');
    const answer = await ask({
        url: `${endpoint}/v2/${repository.name}/blobs/${digest}`,
        method: 'GET',
        headers: [
            { name: 'Authorization', value: `Basic ${credentials}` },
            { name: 'User-Agent', value: 'slipway-build-push' },
        ],
        followRedirects: true,
    }, { timeoutMs: BLOB_TIMEOUT_MS, signal });
    if (answer.kind === 'no-answer')
        return `the registry did not answer: ${answer.why}`;
    if (answer.status === 401 || answer.status === 403)
        return 'the registry does not hand out its configuration: the role needs ecr:GetDownloadUrlForLayer';
    if (answer.status !== 200)
        return `the registry answered ${answer.status} when asked for its configuration`;
    return parseConfiguration(answer.body) ?? `${digest} is no configuration of an image`;
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/pushed.js
// After a push: ECR has the last word on what its digest is, and on which tags point to it.



async function askEcr(door, pushed, say) {
    try {
        const outcome = await readPushed(door, pushed);
        return outcome.kind === 'pushed' ? await withPlatforms(door, outcome, say) : outcome;
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ))
            throw error;
        const [known] = pushed.candidates;
        return {
            kind: 'unobserved',
            reason: `The image was pushed${known === undefined ? '' : `, by docker's word as ${known}`}, but ECR could not be asked for its digest. ${error.message}`,
        };
    }
}
/** What cannot be read is said, and no reason to fail. */
async function withPlatforms(door, outcome, say) {
    const { platforms, problem } = await readPlatforms(door, outcome.digest);
    if (problem !== undefined)
        say(`The image's platforms are not known, and platform-digests stays empty. ${problem}`);
    return { ...outcome, platforms };
}
/** The digest by ECR's word: of the image that docker says it pushed, else of what the first tag points to. */
async function readPushed({ aws, repository }, of) {
    const [first = ''] = of.tags;
    const byTag = await describeImage(aws, repository, { imageTag: first });
    const isOurs = byTag !== undefined && (of.candidates.length === 0 || of.candidates.includes(byTag.digest));
    const [candidate] = of.candidates;
    const byDigest = isOurs || candidate === undefined ? undefined : await describeImage(aws, repository, { imageDigest: candidate });
    const image = isOurs ? byTag : byDigest;
    if (image === undefined)
        return { kind: 'unobserved', reason: `docker pushed ${repository.name}:${first}, but ECR does not show it.` };
    return {
        kind: 'pushed',
        digest: image.digest,
        moved: of.tags.filter((tag) => !image.tags.includes(tag)),
        ...(image.sizeInBytes === undefined ? {} : { sizeInBytes: image.sizeInBytes }),
    };
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/make-image.js
// Logs in, builds, pushes, and asks ECR for the digest.










async function makeImage(making) {
    const { context, aws, cli, request, tools, destination, folder } = making;
    const { log, signal, environment } = context;
    const configuration = fillPrivateFolder({ folder, environment, registry: destination.host });
    const ours = {
        environment: { ...cli.environment, ...configuration.environment },
        // Docker works on the machine's own time, whatever clock we are given.
        signal: AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]),
    };
    await logIn(ours, destination, log);
    if (ours.signal.aborted)
        return stopped({ during: 'the login', pushed: [] }, request, signal);
    const repository = destination.repository ?? (await makeRepository(aws, destination, log));
    const { tags } = request;
    const wanted = making.sourceTag === undefined ? tags : [making.sourceTag, ...tags];
    const all = await (0,cancelled/* unlessCut */.Dz)(signal, readTagPlan(aws, repository, wanted));
    if (all === 'cut')
        return { kind: 'cancelled', during: 'the look at the tags', pushed: [] };
    // An older build of the same source may hold its address for good, where another build was asked for.
    const sourceTag = making.sourceTag !== undefined && all.fixed.has(making.sourceTag) ? undefined : making.sourceTag;
    const plan = withoutTag(all, making.sourceTag);
    for (const [tag, image] of plan.fixed)
        log.line(`The tag ${tag} is immutable and exists (${image.digest}): what is built is compared with it before any push.`);
    const { host } = destination;
    const place = { ...request, aws, cli: ours, log, folder, repository, host, ...(sourceTag && { sourceTag }) };
    const built = tools.buildx === undefined ? await buildPlainly(place, plan) : await buildWithBuildx(place, plan);
    if (built.kind === 'stopped')
        return stopped(built, request, signal);
    const door = { ...destination, aws, repository, signal };
    if (built.kind === 'reused')
        return withPlatforms(door, built, log.line);
    return built.kind === 'pushed' ? askEcr(door, { ...built, tags }, log.line) : built;
}
async function logIn(cli, to, log) {
    const end = await login(cli, { registry: to.host, username: to.username, password: to.password });
    // One that was stopped is told by the build, which is stopped too.
    if (end.kind === 'failed')
        throw new errors/* UserError */.yo(`docker could not log in to ${to.host}: ${clipped(end.lines.at(-1) ?? `exit code ${end.code}`)}`);
    if (end.kind === 'done')
        log.line(`Logged in to ${to.host}, in a Docker configuration of this step alone.`);
}
async function makeRepository(aws, to, log) {
    const repository = await createRepository(aws, to.given);
    log.line(`Created the repository ${repository.name} with ECR's defaults (tags ${repository.mutability.toLowerCase()}).`);
    return repository;
}
/** By whom: a person who cancelled the job, or our own limit. */
function stopped(at, request, cancel) {
    const { during, pushed } = at;
    if (cancel.aborted)
        return { kind: 'cancelled', during, pushed };
    const error = `it did not end within ${(0,duration/* renderDuration */.PP)(request.timeoutMs)} (timeout) and was stopped during ${during}`;
    return { kind: 'build-failed', phase: 'build', failure: { error, output: [] }, pushed };
}

// EXTERNAL MODULE: ./build/lib/core/markdown.js
var markdown = __nccwpck_require__(4325);
;// CONCATENATED MODULE: ./build/actions/build-push/src/report.js
// How it ended, as a Report (pure). An image is shown with its tags and pinned by its digest; a failure with the lines that explain it.




const TITLE = 'Slipway build-push';
function reportBuild(outcome, facts) {
    switch (outcome.kind) {
        case 'pushed':
            return success(facts, outcome, {
                headline: `pushed: ${nameOf(facts)} is ${shortDigest(outcome.digest)} in ECR, after ${(0,duration/* renderDuration */.PP)(facts.durationMs)}`,
                warnings: outcome.moved.map((tag) => movedTag(facts, tag, outcome.digest)),
            });
        case 'reused':
            return success(report_revisionOf(outcome, facts), outcome, reusedWords(outcome, facts));
        case 'conflict':
            return failure({ verdict: 'conflict', reason: conflictReason(outcome, facts), facts });
        case 'build-failed':
            return report_failed(outcome, facts);
        case 'unobserved':
            return failure({ verdict: 'unobserved', reason: outcome.reason, facts });
        case 'cancelled': {
            const reason = `The job was cancelled during ${outcome.during}. ${leftBehind(outcome.pushed)} Running the step again is safe.`;
            return { ...failure({ verdict: 'cancelled', reason, facts }), conclusion: 'cancelled' };
        }
    }
}
function reusedWords(outcome, facts) {
    const tags = outcome.added.length === 0 ? '' : `, tags added: ${outcome.added.join(', ')}`;
    const digest = shortDigest(outcome.digest);
    const { source } = outcome;
    if (source === undefined)
        return {
            headline: `reused: what was built is what ${nameOf(facts)} holds already (${digest}); nothing was pushed${tags}`,
            sentence: 'ECR had this image already; nothing was pushed.',
            warnings: [],
        };
    const { revision, problem } = source;
    const from = revision === undefined ? '' : `, built from ${revision}`;
    return {
        headline: `reused: ECR has an image of this source already (${digest}${from}); nothing was built${tags}`,
        sentence: 'ECR had an image of the same source, built in the same way; nothing was built.',
        warnings: revision !== undefined
            ? []
            : [
                `Which commit the reused image was built from is not known (${problem ?? 'it has no label org.opencontainers.image.revision'}); source-revision is empty.`,
            ],
    };
}
/** What a reused image says of itself, not what this run is for. */
function report_revisionOf({ source }, facts) {
    if (source === undefined)
        return facts;
    const { sourceRevision: _, builder: __, ...rest } = facts;
    return {
        ...rest,
        ...(source.revision === undefined ? {} : { sourceRevision: source.revision }),
    };
}
function conflictReason({ tag, digest, sameSource, pushed }, { repository }) {
    const holds = `The tag "${tag}" of ${repository} is immutable and holds another image (${shortDigest(digest)})`;
    return sameSource === undefined
        ? `${holds} than the one that was built. ${leftBehind(pushed)} Give another tag, or build from a clean git checkout with reuse, so that the same source is not built twice; the image under the tag can be deployed as it is.`
        : `${holds} than the one of this source (${shortDigest(sameSource)}). ${leftBehind(pushed)} Give another tag; both images can be deployed as they are.`;
}
function success(facts, outcome, words) {
    const { digest, sizeInBytes, platforms = {} } = outcome;
    const image = `${facts.registry}/${facts.repository}@${digest}`;
    const rows = [
        ['Repository', (0,markdown/* code */.aY)(facts.repository)],
        ['Tags', facts.tags.map(markdown/* code */.aY).join(' ')],
        ['Digest', (0,markdown/* code */.aY)(digest)],
        ...Object.entries(platforms).map(([platform, own]) => [(0,markdown/* escaped */.Mk)(platform), (0,markdown/* code */.aY)(own)]),
        ...(sizeInBytes === undefined ? [] : [['Size', (0,markdown/* escaped */.Mk)(megabytes(sizeInBytes))]]),
        ...(facts.sourceRevision === undefined ? [] : [['Commit', (0,markdown/* code */.aY)(facts.sourceRevision)]]),
        ...(facts.sourceTag === undefined ? [] : [['Content address', (0,markdown/* code */.aY)(facts.sourceTag)]]),
        ['Registry', (0,markdown/* code */.aY)(facts.registry)],
        ...(facts.builder === undefined ? [] : [['Built with', (0,markdown/* escaped */.Mk)(facts.builder)]]),
        ['Took', (0,duration/* renderDuration */.PP)(facts.durationMs)],
    ];
    return {
        conclusion: 'success',
        verdict: outcome.kind,
        headline: words.headline,
        outputs: {
            image,
            digest,
            digests: JSON.stringify({ [facts.repository]: digest }),
            'platform-digests': JSON.stringify(platforms),
            repository: facts.repository,
            registry: facts.registry,
            tags: facts.tags.join('\n'),
            'source-revision': facts.sourceRevision ?? '',
            reused: String(outcome.kind === 'reused'),
        },
        summary: (0,markdown/* joined */.oR)(`### ${TITLE}: ${outcome.kind}`, words.sentence, (0,markdown/* valueTable */.su)(rows), ...words.warnings.map((warning) => `**Note:** ${(0,markdown/* escaped */.Mk)(warning)}`)),
        annotations: words.warnings.map((message) => ({ level: 'warning', title: TITLE, message })),
    };
}
function report_failed(outcome, facts) {
    const sentence = buildFailureSentence(outcome.failure);
    const left = leftBehind(outcome.pushed);
    const reason = `The ${outcome.phase} failed: ${sentence}`;
    const { output } = outcome.failure;
    return failure({
        verdict: 'build-failed',
        reason,
        facts,
        details: (0,markdown/* joined */.oR)(left, output.length === 0 ? undefined : 'The last lines of the step that failed:', output.length === 0 ? undefined : (0,markdown/* block */.om)(output.join('\n'))).trimEnd(),
        annotation: [reason, ...output].join('\n'),
    });
}
function failure(words) {
    const { verdict, reason, facts } = words;
    const annotation = {
        level: 'error',
        title: `${TITLE}: ${verdict}`,
        message: words.annotation ?? reason,
    };
    return {
        conclusion: 'failure',
        verdict,
        headline: `${verdict}: ${reason}`,
        outputs: { reason, repository: facts.repository, 'source-revision': facts.sourceRevision ?? '' },
        summary: (0,markdown/* joined */.oR)(`### ${TITLE}: ${verdict}`, (0,markdown/* escaped */.Mk)(reason), words.details, (0,markdown/* valueTable */.su)([
            ['Repository', (0,markdown/* code */.aY)(facts.repository)],
            ['Tags', facts.tags.map(markdown/* code */.aY).join(' ')],
            ...(facts.sourceRevision === undefined ? [] : [['Commit', (0,markdown/* code */.aY)(facts.sourceRevision)]]),
            ...(facts.builder === undefined ? [] : [['Built with', (0,markdown/* escaped */.Mk)(facts.builder)]]),
        ])),
        annotations: [annotation],
    };
}
function movedTag(facts, tag, digest) {
    return `The tag "${tag}" of ${facts.repository} no longer points to what this run pushed (${shortDigest(digest)}): somebody else has pushed it since. Deploy by the digest.`;
}
function leftBehind(pushed) {
    return pushed.length === 0 ? 'Nothing was pushed.' : `Pushed before that: ${pushed.join(', ')}.`;
}
function nameOf(facts) {
    const [first = ''] = facts.tags;
    return `${facts.repository}:${first}${facts.tags.length > 1 ? ` (and ${facts.tags.length - 1} more)` : ''}`;
}
function megabytes(bytes) {
    return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/reuse.js
// Takes an image of the same source that ECR has already: the wanted tags are added by its manifest, and nothing is built.




const REVISION = 'org.opencontainers.image.revision';
/** Asks for the content address and the wanted tags in one call. */
async function reuseImage(door, wanted) {
    const { aws, repository } = door;
    const { sourceTag, tags } = wanted;
    let existing;
    try {
        existing = await ecr_readTags(aws, repository, [sourceTag, ...tags]);
    }
    catch (error) {
        if (error instanceof errors/* AwsFailure */.OQ && error.kind === 'denied')
            return { kind: 'unseen', why: error.message };
        throw error;
    }
    const image = existing.get(sourceTag);
    if (image === undefined)
        return { kind: 'absent' };
    const compared = compareWithFixed({ digests: [image.digest] }, planTags(repository, tags, existing));
    if (compared.kind === 'conflict')
        return conflict(image, compared.tag, compared.image);
    const missing = tags.filter((tag) => existing.get(tag)?.digest !== image.digest);
    for (const tag of missing) {
        const taken = await addOrSeeWhoTook(door, image, tag);
        if (taken !== undefined)
            return conflict(image, tag, taken);
    }
    const { labels, platforms, problem } = await readImageFacts(door, image);
    const revision = labels[REVISION] || undefined;
    return {
        kind: 'settled',
        outcome: {
            kind: 'reused',
            digest: image.digest,
            added: missing,
            platforms,
            source: {
                ...(revision === undefined ? {} : { revision }),
                ...(problem === undefined ? {} : { problem }),
            },
        },
    };
}
/** Undefined when the tag is ours now; else the image that somebody has put under an immutable tag since we looked. */
async function addOrSeeWhoTook(door, image, tag) {
    try {
        await addTag(door.aws, door.repository, image, tag);
        return undefined;
    }
    catch (error) {
        if (!(error instanceof errors/* AwsFailure */.OQ) || error.code !== 'ImageTagAlreadyExistsException')
            throw error;
        const taken = (await ecr_readTags(door.aws, door.repository, [tag])).get(tag);
        if (taken === undefined)
            throw error;
        return taken.digest === image.digest ? undefined : taken;
    }
}
function conflict(image, tag, { digest }) {
    return { kind: 'settled', outcome: { kind: 'conflict', tag, digest, sameSource: image.digest, pushed: [] } };
}

;// CONCATENATED MODULE: external "node:stream/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: ./build/lib/docker/source-tree.js
// A folder as git sees it: its files by their blobs, and all by which what lies on the disk may differ from them.

/** A list that is longer is none that could be trusted to be whole. */
const LONGEST_ANSWER = 64 * 1024 * 1024;
const SUBMODULE_MODE = '160000';
async function lookAtSourceTree(place) {
    const prefix = await git(place, ['rev-parse', '--show-prefix']);
    if (prefix.kind === 'none')
        return prefix;
    const [status, files, filtered] = await Promise.all([
        git(place, STATUS),
        git(place, ['ls-files', '-z', '-s', '-v', '--', '.']),
        git(place, ['ls-files', '-z', '--', '.', ':(exclude,attr:!filter)']),
    ]);
    if (status.kind === 'none')
        return status;
    if (files.kind === 'none')
        return files;
    if (filtered.kind === 'none')
        return filtered;
    return {
        kind: 'tree',
        ...changesIn(status.text, prefix.text.replace(/\n$/, '')),
        ...filesIn(files.text),
        filtered: source_tree_entriesOf(filtered.text),
    };
}
/** Whatever the user's configuration says: every file by its own name, ignored ones too, submodules looked into. */
const STATUS = [
    ...['--no-optional-locks', 'status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'],
    ...['--ignored=matching', '--ignore-submodules=none', '--', '.'],
];
/** Entries of `git status -z`: two letters, a space, the path from the checkout's root. */
function changesIn(status, prefix) {
    const changed = [];
    const strangers = [];
    for (const entry of source_tree_entriesOf(status)) {
        const path = entry.slice(3);
        const inFolder = path.startsWith(prefix) ? path.slice(prefix.length) : path;
        (/^(\?\?|!!)/.test(entry) ? strangers : changed).push(inFolder);
    }
    return { changed, strangers };
}
/** Entries of `git ls-files -z -s -v`: a letter (H is as it should be), mode, id and stage, a tab, the path. */
function filesIn(list) {
    const files = [];
    const hidden = [];
    const submodules = [];
    for (const entry of source_tree_entriesOf(list)) {
        const tab = entry.indexOf('\t');
        const path = entry.slice(tab + 1);
        const [letter, mode, blob] = entry.slice(0, tab).split(' ');
        files.push({ path, content: `${mode} ${blob}` });
        if (letter !== 'H')
            hidden.push(path);
        if (mode === SUBMODULE_MODE)
            submodules.push(path);
    }
    return { files, hidden, submodules };
}
function source_tree_entriesOf(text) {
    return text.split('\0').filter((entry) => entry !== '');
}
async function git(place, gitArguments) {
    const { folder, environment, signal } = place;
    const end = await program_runProgram({
        program: 'git',
        arguments: gitArguments,
        environment: { ...environment, LC_ALL: 'C' },
        signal,
        cwd: folder,
        keepCharacters: LONGEST_ANSWER,
    });
    if (end.kind === 'stopped')
        return { kind: 'none', why: 'git was stopped' };
    if (end.kind === 'missing')
        return { kind: 'none', why: 'there is no git here' };
    if (end.code !== 0) {
        const [said = `exit code ${end.code}`] = end.stderr.split('\n');
        return { kind: 'none', why: `git says: ${said.replace(/^fatal: /, '')}` };
    }
    if (end.stdout.length >= LONGEST_ANSWER)
        return { kind: 'none', why: 'it has too many files' };
    return { kind: 'text', text: end.stdout };
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/docker-ignore.js
// What a .dockerignore keeps out of the build (pure). Patterns are read as the builder reads them (github.com/moby/patternmatcher);
// where one cannot be read, nothing counts as kept out.
function readDockerIgnore(text) {
    const rules = readRules(text);
    const keepsOut = (path) => {
        const paths = withParents(path);
        const last = rules.findLast(({ pattern }) => paths.some((candidate) => pattern.test(candidate)));
        return last !== undefined && !last.letsIn;
    };
    const someAreLetIn = rules.some(({ letsIn }) => letsIn);
    return { keepsOut, keepsOutFolder: (path) => !someAreLetIn && keepsOut(path.replace(/\/+$/, '')) };
}
function readRules(text) {
    try {
        return text
            .replace(/^\uFEFF/, '')
            .split('\n')
            .filter((line) => !line.startsWith('#'))
            .map((line) => line.trim())
            .filter((line) => line !== '')
            .map((line) => {
            const letsIn = line.startsWith('!');
            const pattern = cleaned(letsIn ? line.slice(1).trim() : line);
            return { letsIn, pattern: new RegExp(`^${expression(pattern)}$`, 's') };
        });
    }
    catch {
        // A pattern that is no pattern: the builder says so better than we could.
        return [];
    }
}
/** `a/b/c` → `a/b/c`, `a/b`, `a`: a pattern that matches a folder means all that is in it. */
function withParents(path) {
    const parts = path.split('/');
    return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
/** `./a//b/../c/` → `a/c`, as Go's filepath.Clean has it; a leading slash means nothing. */
function cleaned(pattern) {
    const kept = [];
    for (const part of pattern.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part === '..' && kept.length > 0 && kept.at(-1) !== '..')
            kept.pop();
        else if (part !== '..' || !pattern.startsWith('/'))
            kept.push(part);
    }
    return kept.length === 0 ? '.' : kept.join('/');
}
function expression(pattern) {
    // `**.log`: at the beginning, and with nothing else that is special, two stars do not stop at a folder's end.
    const suffix = /^\*\*([^*?[\]\\/][^*?[\]\\]*)$/.exec(pattern)?.[1];
    if (suffix !== undefined)
        return `.*${expression(suffix)}`;
    return pattern.replace(TOKEN, (token, folders, set, escaped) => {
        if (folders !== undefined)
            return '(.*/)?';
        if (token === '**')
            return '.*';
        if (token === '*')
            return '[^/]*';
        if (token === '?')
            return '[^/]';
        return set ?? (escaped ?? token).replace(SPECIAL, '\\$&');
    });
}
/** Two stars that stand for folders, a set, an escaped character, two stars at the end, and what is special alone. */
const TOKEN = /(\*\*\/|\*\*(?=.))|(\[\^?[^\]/\\]+\])|\\(.)|\*\*|[*?.+()|{}$^[\]\\]/gs;
const SPECIAL = /[\\^$.|?*+()[\]{}]/g;

;// CONCATENATED MODULE: ./build/actions/build-push/src/source.js
// What a build is made from, as it lies on this machine: the folders by git's word, the Dockerfile by its bytes. Only reads.








async function lookAtSource(build, cli, tools) {
    const { SOURCE_DATE_EPOCH: epoch, DOCKER_DEFAULT_PLATFORM: defaultPlatform } = cli.environment;
    const native = { nativePlatform: defaultPlatform || (tools.platform ?? hostPlatform()), ...(epoch ? { epoch } : {}) };
    if (REMOTE_CONTEXT.test(build.context))
        return source_unknown(native, 'the context is no folder of this machine');
    try {
        return { ...native, ...(await lookAtFolders(build, cli, tools)) };
    }
    catch (error) {
        // What cannot be read here, the builder may be able to read, or says so itself.
        if (error instanceof Error && 'syscall' in error)
            return source_unknown(native, error.message);
        throw error;
    }
}
function source_unknown(native, why) {
    return { ...native, context: { kind: 'unknown', why }, dockerfile: '', dockerfilePath: '', buildContexts: {} };
}
async function lookAtFolders(build, cli, tools) {
    const context = (0,external_node_path_.resolve)(build.context);
    const dockerfile = build.dockerfile === undefined ? (0,external_node_path_.join)(context, 'Dockerfile') : (0,external_node_path_.resolve)(build.dockerfile);
    const ignoreFile = ignoreFileOf({ context, dockerfile, buildx: tools.buildx !== undefined });
    const ignore = readDockerIgnore(ignoreFile === undefined ? '' : (0,external_node_fs_.readFileSync)(ignoreFile, 'utf8'));
    const folders = build.buildContexts.filter(({ value }) => isFolder(value));
    const [content, ...others] = await Promise.all([
        contentOf(context, ignore, cli),
        // Whatever a .dockerignore in there says: too few reuses do no harm.
        ...folders.map(({ value }) => contentOf((0,external_node_path_.resolve)(value), readDockerIgnore(''), cli)),
    ]);
    return {
        context: content,
        dockerfile: digestOf(dockerfile),
        dockerfilePath: (0,external_node_path_.relative)(context, dockerfile),
        ...(ignoreFile === undefined ? {} : { ignoreFile: digestOf(ignoreFile) }),
        buildContexts: Object.fromEntries(others.map((other, index) => [folders[index]?.name ?? '', other])),
    };
}
/** BuildKit prefers the one that is named after the Dockerfile; the builder without it knows only one name. */
function ignoreFileOf(place) {
    const own = `${place.dockerfile}.dockerignore`;
    if (place.buildx && (0,external_node_fs_.existsSync)(own))
        return own;
    const common = (0,external_node_path_.join)(place.context, '.dockerignore');
    return (0,external_node_fs_.existsSync)(common) ? common : undefined;
}
async function contentOf(folder, ignore, cli) {
    const look = await lookAtSourceTree({ folder, ...cli });
    if (look.kind === 'none')
        return { kind: 'unknown', why: look.why };
    const why = whyUnlike(look, folder, ignore);
    if (why !== undefined)
        return { kind: 'unknown', why };
    const letIn = (path) => !ignore.keepsOut(path);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const { path, content } of look.files)
        if (letIn(path))
            hash.update(`${content}\0${path}\0`);
    // Git has the pointer of such a file, whether the file itself was fetched or not.
    for (const path of look.filtered.filter(letIn)) {
        hash.update(`\0${path}\0`);
        await (0,promises_namespaceObject.pipeline)((0,external_node_fs_.createReadStream)((0,external_node_path_.join)(folder, path)), hash, { end: false });
    }
    return { kind: 'content', id: hash.digest('hex') };
}
/** Why what the builder would see is not what git has. */
function whyUnlike(tree, folder, ignore) {
    const letIn = (path) => !ignore.keepsOut(path);
    const changed = tree.changed.find(letIn);
    if (changed !== undefined)
        return `"${changed}" is not as it was committed`;
    const hidden = tree.hidden.find(letIn);
    if (hidden !== undefined)
        return `"${hidden}" is not checked out as git would (sparse checkout, assume-unchanged)`;
    const submodule = tree.submodules.find(letIn);
    if (submodule !== undefined)
        return `"${submodule}" is a submodule`;
    for (const path of tree.strangers) {
        const found = path.endsWith('/') ? firstLetIn(folder, path, ignore) : letIn(path) ? path : undefined;
        if (found !== undefined)
            return `"${found}" is not in git, and no .dockerignore keeps it out of the build`;
    }
    return undefined;
}
/** The first file below `path` (which ends with `/`) that the builder would see. */
function firstLetIn(folder, path, ignore) {
    if (ignore.keepsOutFolder(path))
        return undefined;
    for (const entry of (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(folder, path), { withFileTypes: true })) {
        const inner = `${path}${entry.name}`;
        const found = entry.isDirectory()
            ? firstLetIn(folder, `${inner}/`, ignore)
            : ignore.keepsOut(inner)
                ? undefined
                : inner;
        if (found !== undefined)
            return found;
    }
    return undefined;
}
function isFolder(value) {
    return !/^[a-z][a-z0-9+-]*:/.test(value) && !REMOTE_CONTEXT.test(value) && (0,external_node_fs_.existsSync)(value);
}
function digestOf(path) {
    return (0,external_node_crypto_.createHash)('sha256').update((0,external_node_fs_.readFileSync)(path)).digest('hex');
}
function hostPlatform() {
    return `linux/${external_node_process_.arch === 'x64' ? 'amd64' : external_node_process_.arch}`;
}

;// CONCATENATED MODULE: ./build/actions/build-push/src/main.js
// The story of one image: read, look, take one of the same source or make one, report.















/** where main leaves the path of its private folder for post */
const FOLDER = 'docker-configuration';
async function main(context, api) {
    const { inputs, log, clock, random, signal, state, environment } = context;
    const startedAt = clock.now();
    const aws = withRetry(api, {
        clock,
        random,
        signal,
        onRetry: (failure, delayMs) => log.line(`${failure.message} Asking again in ${(0,duration/* renderDuration */.PP)(delayMs)}.`),
    });
    const cli = { environment: withoutInputs(environment), signal };
    log.group('Look');
    log.line('Looking at the context, at docker and at ECR.');
    const looked = await (0,cancelled/* unlessCut */.Dz)(signal, look(context, aws, cli));
    if (looked === 'cut')
        return (0,cancelled/* reportNothingStarted */.Xl)('build-push');
    const { around, request, tools, destination, address } = looked;
    sayOrigins(log, inputs);
    const { line, builder } = describeTools(tools);
    log.line(line);
    log.line(describeDestination(destination, request));
    if (around.checkedOut !== undefined && around.checkedOut !== around.commit)
        log.line(`The run's commit is ${around.commit}, but ${around.checkedOut} is checked out; the image is labelled with the run's.`);
    for (const name of secretLooking(request.build))
        log.annotate('warning', 'Secret in build-args?', `"${name}" stays readable in the image's history. Use secrets.`);
    const report = (outcome) => reportBuild(outcome, {
        repository: destination.given.name,
        registry: destination.host,
        tags: request.tags,
        builder,
        durationMs: clock.now() - startedAt,
        ...(around.commit === undefined ? {} : { sourceRevision: around.commit }),
        ...(address?.kind === 'address' ? { sourceTag: address.tag } : {}),
    });
    if (signal.aborted)
        return report({ kind: 'cancelled', during: 'the look at what there is', pushed: [] });
    const anyway = whyBuildAnyway(request.build);
    if (address !== undefined)
        log.line(describeAddress(address, anyway));
    const sourceTag = address?.kind === 'address' ? address.tag : undefined;
    const { tags } = request;
    const take = (wanted) => takeSameSource({ ...destination, aws, signal }, { sourceTag: wanted, tags }, log);
    const known = sourceTag === undefined || anyway !== undefined ? undefined : await take(sourceTag);
    if (known !== undefined)
        return report(known);
    const folder = makePrivateFolder(environment);
    state.save(FOLDER, folder);
    try {
        const outcome = await makeImage({ ...looked, context, aws, cli, folder, ...(sourceTag && { sourceTag }) });
        if (sourceTag === undefined || anyway !== undefined || !pushFailed(outcome))
            return report(outcome);
        // Somebody may have pushed the same source meanwhile: its tag is then taken, by the very thing that is wanted.
        const now = await take(sourceTag);
        return report(now?.kind === 'reused' ? now : outcome);
    }
    finally {
        removePrivateFolder(folder);
    }
}
/** Reads the inputs, docker and ECR; changes nothing. Throws one UserError with every problem. */
async function look({ inputs, log, signal }, aws, cli) {
    const around = await lookAround(cli);
    // A look that was cut short by a cancel says nothing about the machine.
    if (signal.aborted)
        return 'cut';
    const request = parseInputs(inputs, around);
    for (const { value } of request.build.secrets)
        log.mask(value);
    const dockerLook = lookAtDocker(cli).then((tools) => {
        if (!signal.aborted)
            for (const problem of toolProblems(request.build, tools))
                inputs.generalProblem(problem);
        return tools;
    });
    const looks = { inputs, mask: log.mask, otherLooks: dockerLook };
    const [tools, destination] = await Promise.all([dockerLook, lookAtDestination(aws, request, looks)]);
    inputs.finish();
    if (destination === undefined)
        throw new Error('the repository is unknown, and no problem says why');
    if (!request.reuse)
        return { around, request, tools, destination };
    const address = contentAddress(request.build, await lookAtSource(request.build, cli, tools));
    return signal.aborted ? 'cut' : { around, request, tools, destination, address };
}
/** After a main that was killed: what it could not clean up itself. */
async function post(context) {
    const folder = context.state.read(FOLDER);
    if (folder === undefined)
        return;
    removePrivateFolder(folder);
    context.log.line('Logged out: the Docker configuration of this step is gone.');
}
/** The image of the same source that ECR has, with the wanted tags; undefined where there is none, or nobody could look. */
async function takeSameSource(door, wanted, log) {
    const { repository } = door;
    if (repository === undefined)
        return undefined;
    const found = await (0,cancelled/* unlessCut */.Dz)(door.signal, reuseImage({ ...door, repository }, wanted));
    if (found === 'cut')
        return { kind: 'cancelled', during: 'the tagging of an image of the same source', pushed: [] };
    if (found.kind === 'unseen')
        log.line(`An image of the same source cannot be looked for. ${found.why}`);
    return found.kind === 'settled' ? found.outcome : undefined;
}
function pushFailed(outcome) {
    return outcome.kind === 'conflict' || (outcome.kind === 'build-failed' && outcome.phase !== 'build');
}
function describeAddress(address, anyway) {
    if (address.kind === 'none')
        return `The source has no content address, so nothing of it can be reused: ${address.why}.`;
    return `The source's content address is ${address.tag}${anyway === undefined ? '' : `, but an image that has it is not reused: ${anyway}`}.`;
}
function describeDestination({ repository, given, host }, { tags }) {
    const what = repository === undefined
        ? `The repository ${given.name} does not exist and will be made`
        : `The repository ${given.name} is in account ${repository.account}, its tags are ${repository.mutability.toLowerCase().replaceAll('_', ' ')}`;
    return `${what}. Pushing to ${host}/${given.name} as ${tags.join(', ')}.`;
}
/** Inputs hold secrets, and docker and what it starts have no use for them. */
function withoutInputs(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('INPUT_')));
}


/***/ }),

/***/ 6337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ openAws)
});

// UNUSED EXPORTS: createAwsApi

// EXTERNAL MODULE: ./build/lib/core/errors.js + 1 modules
var errors = __nccwpck_require__(5155);
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

;// CONCATENATED MODULE: ./build/lib/core/shell-word.js
// One argument of a command that a reader copies into a shell.
/** As it is where a shell takes it so, else in single quotes: `p99 latency` → `'p99 latency'`. */
function shellWord(text) {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

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
            return `There is no such role, or its trust policy does not let this job in: ${claims}. Compare them with the conditions of the trust policy: aws iam get-role --role-name ${shellWord(arn.slice(arn.lastIndexOf('/') + 1))}`;
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

/***/ 5155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  OQ: () => (/* binding */ AwsFailure),
  yo: () => (/* binding */ UserError),
  Uc: () => (/* binding */ describeError),
  dg: () => (/* binding */ isTransient)
});

;// CONCATENATED MODULE: ./build/lib/core/sentence.js
// A text in a sentence: AWS's words and our own messages come with and without a full stop, and are put before one or into parentheses.
/** With one full stop at its end. */
function ended(text) {
    const trimmed = text.trimEnd();
    return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
/** Without the full stop at its end: for parentheses, and before what goes on. */
function sentence_open(text) {
    return text.trimEnd().replace(/(?<!\.)\.$/, '');
}
function upperFirst(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./build/lib/core/errors.js
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
            return `Not allowed to call ${failure.operation}: ${ended(failure.awsMessage)} Add ${permissionOf(failure)} to the role that this job assumes.`;
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
/* harmony export */   su: () => (/* binding */ valueTable)
/* harmony export */ });
/* unused harmony exports table, details */
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

/***/ 7275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pe: () => (/* binding */ parseOutputNames),
/* harmony export */   _W: () => (/* binding */ REPOSITORY_OUTPUTS),
/* harmony export */   zL: () => (/* binding */ TERRAFORM_INPUTS)
/* harmony export */ });
/* unused harmony exports CLUSTER_OUTPUTS, SERVICE_OUTPUTS, URL_OUTPUTS */
/* harmony import */ var _key_values_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7628);
// The names that Terraform stacks give to what an action needs, in order of preference. An explicit terraform-output-names goes before them.

const CLUSTER_OUTPUTS = (/* unused pure expression or super */ null && ([
    'ecs_cluster_name',
    'cluster_name',
    'ecs_cluster',
    'ecs_cluster_arn',
    'cluster_arn',
]));
const SERVICE_OUTPUTS = (/* unused pure expression or super */ null && (['ecs_service_name', 'service_name', 'ecs_service', 'backend_service_name']));
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
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5155);
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
// EXTERNAL MODULE: ./build/lib/core/errors.js + 1 modules
var errors = __nccwpck_require__(5155);
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
/******/ var __webpack_exports__ = __nccwpck_require__(7779);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
