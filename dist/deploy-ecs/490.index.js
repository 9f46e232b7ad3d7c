export const id = 490;
export const ids = [490];
export const modules = {

/***/ 8490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ancestryInCheckout: () => (/* binding */ ancestryInCheckout)
});

// UNUSED EXPORTS: checkedOutCommit

// EXTERNAL MODULE: ./build/lib/core/ancestry.js
var ancestry = __webpack_require__(2813);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:process"
var external_node_process_ = __webpack_require__(1708);
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

;// CONCATENATED MODULE: ./build/lib/docker/git.js
// The little that is asked of git: what is checked out, and how two commits stand to each other. A folder that is no checkout, or a machine
// without git, is no error.


/** The commit of the checkout around `folder`, or undefined where there is none. */
async function checkedOutCommit(options) {
    const end = await runProgram({
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
    return (0,ancestry/* ancestryByGit */.V7)({ firstOfSecond, secondOfFirst, isShallow });
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
    return program_runProgram({
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


/***/ })

};
