import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 508:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(184);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(39);


await (0,_lib_github_run_action_js__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)({ name: 'smoke-test', main: _main_js__WEBPACK_IMPORTED_MODULE_1__/* .main */ .i });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 39:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(720);
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

// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(83);
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
    return history.blind.findLast((failure) => !isTransient(failure));
}

;// CONCATENATED MODULE: ./build/lib/github/origins.js
// Says where the values of a step come from, when that is not plain to see in the workflow.
function sayOrigins(log, inputs) {
    for (const [name, origin] of inputs.origins()) {
        if (origin.kind === 'terraform')
            log.line(`${name} comes from Terraform output "${origin.output}" (${origin.from}).`);
    }
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
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
        const sent = (secure ? external_node_https_namespaceObject.request : external_node_http_namespaceObject.request)(options, (message) => receive(message, resolve, reject));
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

;// CONCATENATED MODULE: ./build/actions/smoke-test/src/check.js
// What is asked and what is expected: plain data, one check for each address. `url` makes one check, `version-path` a second one.
function renderStatuses(ranges) {
    return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}
function expectationOf(check) {
    const source = check.version?.source;
    const where = source === undefined || source.kind === 'body'
        ? ''
        : source.kind === 'header'
            ? ` in header ${source.name}`
            : ` at ${source.text}`;
    return [
        `status ${renderStatuses(check.status)}`,
        ...(check.body === undefined ? [] : [`body with "${check.body}"`]),
        ...(check.bodyPattern === undefined ? [] : [`body matching /${check.bodyPattern}/`]),
        ...(check.version === undefined ? [] : [`version ${check.version.oneOf.map(shortVersion).join(' or ')}${where}`]),
    ].join(', ');
}
/** Enough of a commit or digest for a reader. */
function shortVersion(version) {
    if (/^[0-9a-f]{40}$/.test(version))
        return version.slice(0, 12);
    return /^sha256:[0-9a-f]{64}$/.test(version) ? version.slice(0, 19) : version;
}

;// CONCATENATED MODULE: ./build/lib/core/json-path.js
// A path into a JSON document: `build.commit`, `items[0].version`, with or without a leading `$.`.
/** Undefined when the text is no path. */
function parseJsonPath(text) {
    const bare = text.trim().replace(/^\$\.?/, '');
    if (!/^(?:[^.[\]]+|\[\d+\])(?:\.[^.[\]]+|\[\d+\])*$/.test(bare))
        return undefined;
    return bare.split(/[.[\]]+/).filter((part) => part !== '');
}
/** The value as text; undefined when the document is not JSON, or has nothing there. */
function valueAt(json, path) {
    let value;
    try {
        value = JSON.parse(json);
    }
    catch {
        return undefined;
    }
    for (const part of path) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
            return undefined;
        value = Object.entries(value).find(([name]) => name === part)?.[1];
    }
    if (value === null || value === undefined)
        return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
}

// EXTERNAL MODULE: ./build/lib/core/terraform-names.js
var terraform_names = __nccwpck_require__(275);
;// CONCATENATED MODULE: ./build/actions/smoke-test/src/address.js
// The input `url`: where to ask, and the user and password that may stand in it, which go into a header and nowhere else.

function readUrl(reader) {
    const text = reader.required('url', { terraform: terraform_names/* URL_OUTPUTS */.xn });
    const none = { url: 'http://invalid.invalid', authorization: [], secrets: [] };
    if (text === '')
        return none;
    // A load balancer's DNS name, as Terraform has it, says nothing of the scheme.
    const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    if (!URL.canParse(full) || !/^https?:/i.test(full)) {
        reader.problem('url', 'is no address; allowed: http://…, https://…, or a host, such as app.example.com');
        return none;
    }
    const url = new URL(full);
    if (url.hash !== '')
        url.hash = '';
    if (url.username === '' && url.password === '')
        return { url: url.href, authorization: [], secrets: [] };
    const user = decoded(url.username);
    const password = decoded(url.password);
    if (user === undefined || password === undefined) {
        // Neither is quoted: the one that is broken may be the password.
        reader.problem('url', 'has a user or password in which a % does not begin an escape; write a % as %25');
        return none;
    }
    const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
    const secrets = [...new Set([password, url.password, basic])].filter((secret) => secret !== '');
    url.username = '';
    url.password = '';
    return {
        url: url.href,
        authorization: [{ name: 'authorization', value: `Basic ${basic}` }],
        secrets,
    };
}
/** For people to open, and for an output: queries may carry tokens. */
function addressOf(url) {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname}`;
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/src/inputs.js
// From inputs to a SmokeRequest, once and for all: behind this file no text is parsed and no default is chosen.



const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Verdicts of deploy-ecs after which nothing new serves. */
const NOTHING_SERVES = ['idle', 'planned'];
/** Throws one UserError with every problem. */
function parseInputs(reader) {
    const base = readUrl(reader);
    const headers = readHeaders(reader);
    const deployVerdict = reader.text('deploy-verdict');
    const expectedVersion = reader.list('expected-version');
    const version = readVersion(reader, expectedVersion);
    const connectTo = readResolveTo(reader);
    const body = reader.text('body');
    const path = readPath(reader, 'path');
    const versionPath = readPath(reader, 'version-path');
    const method = reader.choice('method', METHODS, 'GET');
    const common = {
        headers: [...base.authorization, ...headers],
        followRedirects: reader.choice('redirects', ['follow', 'error'], 'follow') === 'follow',
        ...(connectTo === undefined ? {} : { connectTo }),
    };
    const expectedBody = reader.text('expected-body');
    const bodyPattern = readPattern(reader);
    const anyAnswer = reader.boolean('any-answer', false);
    const status = anyAnswer ? [{ from: 100, to: 599 }] : readStatuses(reader);
    const main = check({ ...common, url: joined(base.url, path), method, ...(body === undefined ? {} : { body }) }, {
        status,
        ...(expectedBody === undefined ? {} : { body: expectedBody }),
        ...(bodyPattern === undefined ? {} : { bodyPattern }),
        ...(version === undefined || versionPath !== undefined ? {} : { version }),
    });
    const own = version === undefined || versionPath === undefined
        ? []
        : [
            check({ ...common, url: joined(base.url, versionPath), method: 'GET' }, { status: [{ from: 200, to: 299 }], version }),
        ];
    const request = {
        address: addressOf(base.url),
        checks: [main, ...own],
        ...readPace(reader, version),
        requestTimeoutMs: reader.duration('request-timeout', { min: 1 }) ?? 10_000,
        anyAnswer,
        secrets: [...secretsOf(headers), ...base.secrets],
        ...(deployVerdict !== undefined && NOTHING_SERVES.includes(deployVerdict)
            ? { skip: `deploy-ecs said "${deployVerdict}": nothing new serves` }
            : {}),
    };
    if (anyAnswer)
        for (const name of ['expected-status', 'expected-body', 'expected-body-pattern', 'expected-version'])
            if (reader.text(name) !== undefined)
                reader.problem(name, 'goes not with any-answer, for which any will do');
    if (method === 'HEAD' && (expectedBody !== undefined || bodyPattern !== undefined))
        reader.problem('method', 'HEAD has no body to compare; give GET');
    if (body !== undefined && (method === 'GET' || method === 'HEAD'))
        reader.problem('body', `goes not with ${method}; give method: POST`);
    reader.finish();
    return request;
}
/** Down to what is read easily; less than a second to the millisecond. */
function wholeSeconds(ms) {
    return ms < 1_000 ? Math.ceil(ms) : Math.floor(ms / 1_000) * 1_000;
}
/** So that the answers that are needed fit into the time: else the best of services would be red. */
function readPace(reader, version) {
    const timeoutMs = reader.duration('timeout', { min: 1 }) ?? 5 * 60_000;
    // A version that answers once may be one target of several: three in a row come from more than luck.
    const consecutiveSuccesses = reader.integer('consecutive-successes', { min: 1, max: 1_000 }) ?? (version === undefined ? 1 : 3);
    const intervalMs = reader.duration('interval', { min: 1 }) ?? Math.min(5_000, wholeSeconds(timeoutMs / (2 * consecutiveSuccesses)));
    const neededMs = (consecutiveSuccesses - 1) * intervalMs;
    if (neededMs >= timeoutMs)
        reader.problem('timeout', `is too short for ${consecutiveSuccesses} good answers in a row, one every ${(0,duration/* renderDuration */.PP)(intervalMs)}; give more than ${(0,duration/* renderDuration */.PP)(neededMs)}, or a shorter interval`);
    return { timeoutMs, intervalMs, consecutiveSuccesses };
}
function readPath(reader, name) {
    const path = reader.text(name);
    if (path === undefined)
        return undefined;
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path))
        reader.problem(name, 'is appended to url; give only the path, such as /health');
    return path.startsWith('/') ? path : `/${path}`;
}
/** Appended, not resolved: the stage in the path of an API Gateway's address stays. */
function joined(base, path) {
    if (path === undefined)
        return base;
    const url = new URL(base);
    return `${url.origin}${url.pathname.replace(/\/$/, '')}${path}`;
}
function readHeaders(reader) {
    return reader.list('headers').flatMap((line, index) => {
        const colon = line.indexOf(':');
        const name = line.slice(0, colon).trim();
        const value = line.slice(colon + 1).trim();
        if (colon > 0 && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value))
            return [{ name, value }];
        // The line itself is not quoted: it may hold a secret.
        reader.problem('headers', `line ${index + 1} is not "Name: value"`);
        return [];
    });
}
const SECRET_HEADER = /auth|cookie|token|secret|password|api-?key|signature/i;
function secretsOf(headers) {
    return headers
        .filter(({ name, value }) => SECRET_HEADER.test(name) && value !== '')
        .flatMap(({ value }) => {
        // `Bearer …`: the credential alone is as secret as the whole.
        const credential = /^[A-Za-z]+ +(\S.*)$/.exec(value)?.[1];
        return credential === undefined ? [value] : [value, credential];
    });
}
function readStatuses(reader) {
    const items = reader
        .list('expected-status')
        .flatMap((line) => line.split(','))
        .map((item) => item.trim())
        .filter((item) => item !== '');
    if (items.length === 0)
        return [{ from: 200, to: 299 }];
    return items.flatMap((item) => {
        const match = /^(\d{3})(?:\s*-\s*(\d{3}))?$/.exec(item);
        const from = Number(match?.[1]);
        const to = Number(match?.[2] ?? match?.[1]);
        if (match !== null && from >= 100 && to <= 599 && from <= to)
            return [{ from, to }];
        reader.problem('expected-status', `"${item}" is not allowed; allowed: numbers and ranges, such as 200-299, 304`);
        return [];
    });
}
function readPattern(reader) {
    const pattern = reader.text('expected-body-pattern');
    if (pattern === undefined)
        return undefined;
    try {
        new RegExp(pattern, 'su');
        return pattern;
    }
    catch (error) {
        reader.problem('expected-body-pattern', error instanceof Error ? error.message : String(error));
        return undefined;
    }
}
function readVersion(reader, oneOf) {
    const header = reader.text('version-header');
    const json = reader.text('version-json-path');
    const path = json === undefined ? undefined : parseJsonPath(json);
    if (json !== undefined && path === undefined)
        reader.problem('version-json-path', `"${json}" is no path; allowed: names and indexes, such as build.commit or items[0].version`);
    if (header !== undefined && json !== undefined)
        reader.problem('version-header', 'goes not together with version-json-path: the version stands in one place');
    if (oneOf.length === 0) {
        for (const name of ['version-header', 'version-json-path', 'version-path'])
            if (reader.text(name) !== undefined)
                reader.problem(name, 'needs expected-version: the version that is to be named');
        return undefined;
    }
    const source = header !== undefined
        ? { kind: 'header', name: header }
        : path !== undefined && json !== undefined
            ? { kind: 'json', path, text: json }
            : { kind: 'body' };
    return { oneOf, source };
}
function readResolveTo(reader) {
    const text = reader.text('resolve-to');
    if (text === undefined)
        return undefined;
    const match = /^(?:\[([0-9a-fA-F:]+)\]|([^\s:/]+))(?::(\d{1,5}))?$/.exec(text);
    const host = match?.[1] ?? match?.[2];
    if (host === undefined || Number(match?.[3] ?? 1) > 65_535) {
        reader.problem('resolve-to', `"${text}" is not allowed; allowed: a host or address, with a port if need be, such as 10.0.0.7:8080`);
        return undefined;
    }
    return { host, ...(match?.[3] === undefined ? {} : { port: Number(match[3]) }) };
}
function check(request, expected) {
    const { pathname } = new URL(request.url);
    return { name: `${request.method} ${pathname}`, request, ...expected };
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/src/judge.js
// One exchange against one check: well, wrong, another version, or no answer.


const EXCERPT = 200;
/** What is wrong is told in the order of what a reader has to look at first: status, body, version. */
function judge(check, exchange) {
    if (exchange.kind === 'no-answer')
        return { kind: 'no-answer', words: exchange.why };
    const problem = problemOf(check, exchange);
    if (problem !== undefined)
        return { kind: 'wrong', words: problem, status: exchange.status, excerpt: excerptOf(exchange.body) };
    if (check.version === undefined)
        return { kind: 'good', ms: exchange.ms, words: `status ${exchange.status}` };
    const named = versionIn(exchange, check.version);
    if (named === undefined) {
        const seen = seenVersion(exchange, check.version);
        return { kind: 'wrong-version', words: `status ${exchange.status}, version ${shortVersion(seen)}`, seen };
    }
    return {
        kind: 'good',
        ms: exchange.ms,
        words: `status ${exchange.status}, version ${shortVersion(named)}`,
        version: named,
    };
}
function problemOf(check, { status, body, headers }) {
    if (!check.status.some(({ from, to }) => status >= from && status <= to)) {
        const target = headers.location === undefined ? '' : ' (a redirect that is not followed)';
        return `status ${status}${target} instead of ${renderStatuses(check.status)}`;
    }
    if (check.body !== undefined && !body.includes(check.body))
        return `status ${status}, but the body lacks "${check.body}"`;
    if (check.bodyPattern !== undefined && !new RegExp(check.bodyPattern, 'su').test(body))
        return `status ${status}, but the body does not match /${check.bodyPattern}/`;
    return undefined;
}
/** The expected version that the answer names, or undefined. */
function versionIn(answer, expected) {
    const text = textOf(answer, expected);
    return text === undefined ? undefined : expected.oneOf.find((version) => names(text, version));
}
/** As a word of its own (`1.2` is not named by `1.2.3`), or as people shorten a commit or a digest: at least seven of its digits. */
function names(text, version) {
    const word = version.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (new RegExp(`(?<![0-9A-Za-z]|[0-9A-Za-z][.])[vV]?${word}(?![0-9A-Za-z]|[.+-][0-9A-Za-z])`).test(text))
        return true;
    const digits = /^(?:sha256:)?([0-9a-f]{40,64})$/.exec(version)?.[1];
    if (digits === undefined)
        return false;
    return [...text.matchAll(/(?<![0-9A-Za-z])[0-9a-f]{7,64}(?![0-9A-Za-z])/g)].some(([token]) => digits.startsWith(token));
}
/** What it names instead, as far as that can be told. */
function seenVersion(answer, expected) {
    const text = textOf(answer, expected);
    const { source } = expected;
    if (text === undefined || text.trim() === '')
        return {
            body: 'none (the body is empty)',
            header: `none (no header ${source.kind === 'header' ? source.name : ''})`,
            json: `none (nothing at ${source.kind === 'json' ? source.text : ''})`,
        }[source.kind];
    if (source.kind !== 'body')
        return text.slice(0, 100);
    const likely = /sha256:[0-9a-f]{7,64}|(?<![0-9a-f])[0-9a-f]{7,40}(?![0-9a-f])|\bsrc-[0-9a-z]+|\bv?\d+\.\d+\.\d+[\w.+-]*/.exec(text);
    return likely?.[0].slice(0, 100) ?? `none in "${excerptOf(text).slice(0, 60)}"`;
}
function textOf({ headers, body }, { source }) {
    switch (source.kind) {
        case 'body':
            return body;
        case 'header':
            return headers[source.name.toLowerCase()];
        case 'json':
            return valueAt(body, source.path);
    }
}
function excerptOf(body) {
    return body.replace(/\s+/g, ' ').trim().slice(0, EXCERPT);
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/src/next-step.js
// The rule of a smoke test: passed after enough good rounds in a row, and at the deadline the verdict that what was seen allows.


function nextStep(limits) {
    return ({ latest: seen, now, startedAt, cancelledAt }) => {
        if (cancelledAt !== undefined)
            return settle({ kind: 'cancelled', reason: 'the job was cancelled', ...have(seen) });
        if (seen !== undefined && seen.streak >= limits.consecutiveSuccesses)
            return settle({ kind: 'passed', seen });
        if (now - startedAt >= limits.timeoutMs)
            return settle(atDeadline(seen, limits));
        return { kind: 'wait', because: seen === undefined ? 'no answer yet' : sentence(seen, limits) };
    };
}
/**
 * The last complete answer of each check decides. In order: nothing ever answered → unreachable; one is wrong, or silent where others answer
 * → failed; all well but another version → wrong-version; else what there was came and went → timed-out.
 */
function atDeadline(seen, limits) {
    const after = `after ${(0,duration/* renderDuration */.PP)(limits.timeoutMs)}`;
    const records = seen?.checks ?? [];
    const answered = records.filter(({ latestAnswer }) => latestAnswer !== undefined);
    if (answered.length === 0) {
        const why = records.map((record) => named(record, record.latest.words)).join('; ');
        return {
            kind: 'unreachable',
            reason: `no HTTP answer ${after}: ${why || 'no request was finished'}`,
            ...have(seen),
        };
    }
    const bad = records.find(({ latestAnswer }) => latestAnswer === undefined || latestAnswer.kind === 'wrong');
    if (bad !== undefined) {
        const words = (bad.latestAnswer ?? bad.latest).words;
        return { kind: 'failed', reason: `${named(bad, words)} ${after}`, ...have(seen) };
    }
    const other = records.find(({ latestAnswer }) => latestAnswer?.kind === 'wrong-version');
    if (other?.latestAnswer?.kind === 'wrong-version') {
        const expected = other.check.version?.oneOf.map(shortVersion).join(' or ') ?? '';
        const words = `names version ${shortVersion(other.latestAnswer.seen)} instead of ${expected}`;
        return { kind: 'wrong-version', reason: `${other.check.name} ${words} ${after}`, ...have(seen) };
    }
    const unsteady = records.find(({ latest }) => latest.kind !== 'good');
    const latest = unsteady === undefined ? '' : `; the newest: ${named(unsteady, unsteady.latest.words)}`;
    return {
        kind: 'timed-out',
        reason: `well now and then, but never ${limits.consecutiveSuccesses} times in a row ${after}${latest}`,
        ...have(seen),
    };
}
function sentence(seen, limits) {
    const record = seen.checks.find(({ latest }) => latest.kind !== 'good');
    if (record === undefined)
        return `${seen.streak} of ${limits.consecutiveSuccesses} good answers in a row`;
    const { latest, check } = record;
    if (latest.kind !== 'wrong-version')
        return named(record, latest.words);
    return named(record, `${latest.words}, waiting for ${check.version?.oneOf.map(shortVersion).join(' or ')}`);
}
function named({ check }, words) {
    return `${check.name}: ${words}`;
}
function have(seen) {
    return seen === undefined ? {} : { seen };
}
const settle = (verdict) => ({ kind: 'settle', verdict });

// EXTERNAL MODULE: ./build/lib/core/markdown.js
var markdown = __nccwpck_require__(325);
// EXTERNAL MODULE: ./build/lib/core/sentence.js
var core_sentence = __nccwpck_require__(833);
;// CONCATENATED MODULE: ./build/actions/smoke-test/src/snapshot.js
// What was seen so far: one record a check, and how many rounds in a row were well. A round asks every check once.
function withRound(previous, round) {
    const good = round.length > 0 && round.every(({ outcome }) => outcome.kind === 'good');
    return {
        rounds: (previous?.rounds ?? 0) + 1,
        streak: good ? (previous?.streak ?? 0) + 1 : 0,
        checks: round.map(({ check, outcome }, index) => withOutcome(previous?.checks[index], check, outcome)),
    };
}
function withOutcome(before, check, outcome) {
    const tally = before?.tally ?? new Map();
    const latestAnswer = outcome.kind === 'no-answer' ? before?.latestAnswer : outcome;
    return {
        check,
        attempts: (before?.attempts ?? 0) + 1,
        latest: outcome,
        ...(latestAnswer === undefined ? {} : { latestAnswer }),
        tally: new Map([...tally, [outcome.words, (tally.get(outcome.words) ?? 0) + 1]]),
        durationsMs: outcome.kind === 'good' ? [...(before?.durationsMs ?? []), outcome.ms] : (before?.durationsMs ?? []),
    };
}
/** The value below which 95 of 100 lie (nearest rank): of 1 … 20 it is 19. */
function p95(values) {
    const sorted = values.toSorted((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/src/report.js
// What was seen → log line, job summary, outputs. Every red says what was expected, what came instead, and what to look at.





function reportSmokeTest(ending, request, durationMs) {
    const seen = 'seen' in ending ? ending.seen : undefined;
    const green = ending.kind === 'passed' || ending.kind === 'skipped';
    const percentile = p95((seen?.checks ?? []).flatMap(({ durationsMs }) => durationsMs));
    const where = new URL(request.checks[0]?.request.url ?? 'http://invalid.invalid').host;
    const reason = ending.kind === 'passed' ? passedBecause(ending.seen, request) : ending.reason;
    const answers = green ? [] : wrongAnswers(seen).map(({ check, excerpt }) => `${check} answered: ${excerpt}`);
    const told = [(0,core_sentence/* ended */.v6)(`${where}: ${reason}`), ...answers, adviceFor(ending.kind)].join('\n');
    const line = `${ending.kind}: ${where}: ${reason}`;
    const full = {
        conclusion: green ? 'success' : ending.kind === 'cancelled' ? 'cancelled' : 'failure',
        verdict: ending.kind,
        headline: green ? line : told,
        outputs: {
            url: request.address,
            results: JSON.stringify((seen?.checks ?? []).map(resultOf)),
            reason,
            'p95-ms': percentile === undefined ? '' : String(percentile),
            'duration-seconds': String(Math.round(durationMs / 1_000)),
        },
        summary: (0,markdown/* joined */.oR)(`### Slipway smoke-test: ${ending.kind}`, green
            ? (0,markdown/* escaped */.Mk)(`${where}: ${reason}`)
            : `**${(0,markdown/* escaped */.Mk)((0,core_sentence/* ended */.v6)(`${where}: ${reason}`))}** ${(0,markdown/* escaped */.Mk)(adviceFor(ending.kind))}`, seen === undefined ? undefined : checksTable(seen), seen === undefined ? undefined : seenList(seen), percentile === undefined
            ? undefined
            : (0,markdown/* escaped */.Mk)(`p95 of the good answers: ${percentile} ms. Took ${(0,duration/* renderDuration */.PP)(Math.max(1_000, durationMs))}.`)),
        annotations: green
            ? []
            : [
                {
                    level: 'error',
                    title: `Slipway smoke-test: ${ending.kind}`,
                    message: told,
                },
            ],
    };
    // Whether anything answers is for a later step to judge: no red to be looked at, and nothing to be read twice.
    return request.anyAnswer && (ending.kind === 'passed' || ending.kind === 'unreachable')
        ? {
            ...full,
            headline: line,
            summary: (0,markdown/* joined */.oR)(`**Slipway smoke-test**: ${(0,markdown/* escaped */.Mk)(`${where}: ${reason}`)}`),
            annotations: [],
        }
        : full;
}
function passedBecause(seen, request) {
    if (request.anyAnswer)
        return `answers (${seen.checks[0]?.latest.words})`;
    const times = seen.streak === 1 ? 'answered well' : `answered well ${seen.streak} times in a row`;
    const version = seen.checks.map(({ latest }) => (latest.kind === 'good' ? latest.version : undefined)).find(Boolean);
    const checks = request.checks.length === 1 ? '' : `, ${request.checks.length} checks`;
    return `${times}${checks}${version === undefined ? '' : `, naming ${version}`}`;
}
function adviceFor(kind) {
    switch (kind) {
        case 'passed':
        case 'skipped':
            return '';
        case 'failed':
            return 'Look at its answer and at the log of the service.';
        case 'unreachable':
            return 'Is the address right, and may this runner reach it (public load balancer, security group, DNS)?';
        case 'wrong-version':
            return 'Something serves, but not what was to be tested: is the deployment over, and does a cache or another target answer?';
        case 'timed-out':
            return 'It is not steady: look at the targets of the load balancer, and at tasks that were restarted.';
        case 'cancelled':
            return 'Nothing was changed.';
    }
}
function checksTable(seen) {
    return (0,markdown/* table */.tp)(['Check', 'Expected', 'Newest answer', 'Good', 'p95'], seen.checks.map((record) => {
        const percentile = p95(record.durationsMs);
        return [
            (0,markdown/* code */.aY)(record.check.name),
            (0,markdown/* escaped */.Mk)(expectationOf(record.check)),
            (0,markdown/* escaped */.Mk)(record.latest.words),
            `${record.durationsMs.length} of ${record.attempts}`,
            percentile === undefined ? '' : `${percentile} ms`,
        ];
    }));
}
/** What was seen how often, where more than one thing was; and what the body of a wrong answer began with. */
function seenList(seen) {
    const tallies = seen.checks
        .filter(({ tally }) => tally.size > 1)
        .map(({ check, tally }) => `- ${(0,markdown/* code */.aY)(check.name)}: ${[...tally].map(([words, count]) => `${count} × ${(0,markdown/* escaped */.Mk)(words)}`).join(', ')}`);
    const answers = wrongAnswers(seen).map(({ check, excerpt }) => `- ${(0,markdown/* code */.aY)(check)} answered: ${(0,markdown/* code */.aY)(excerpt)}`);
    const lines = [...tallies, ...answers];
    return lines.length === 0 ? undefined : lines.join('\n');
}
/** What the bodies of wrong answers began with. */
function wrongAnswers(seen) {
    return (seen?.checks ?? []).flatMap(({ check, latestAnswer }) => latestAnswer?.kind === 'wrong' && latestAnswer.excerpt !== ''
        ? [{ check: check.name, excerpt: latestAnswer.excerpt }]
        : []);
}
function resultOf({ check, attempts, latest, latestAnswer, tally, durationsMs }) {
    const percentile = p95(durationsMs);
    return {
        check: check.name,
        // Queries may carry tokens.
        url: `${new URL(check.request.url).origin}${new URL(check.request.url).pathname}`,
        expected: expectationOf(check),
        outcome: latest.kind,
        seen: latest.words,
        ...(latestAnswer?.kind === 'wrong-version' ? { version: latestAnswer.seen } : {}),
        ...(latestAnswer?.kind === 'good' && latestAnswer.version !== undefined ? { version: latestAnswer.version } : {}),
        attempts,
        good: durationsMs.length,
        tally: Object.fromEntries(tally),
        ...(percentile === undefined ? {} : { 'p95-ms': percentile }),
    };
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/src/main.js
// The story of one smoke test: ask, judge, ask again until it is well or the time is over, report.











/** Even at the deadline an answer gets a chance to come. */
const SHORTEST_REQUEST_MS = 1_000;
async function main(context) {
    const { inputs, log, clock, random, signal } = context;
    const startedAt = clock.now();
    const request = parseInputs(inputs);
    for (const secret of request.secrets)
        log.mask(secret);
    const { timeoutMs, consecutiveSuccesses, intervalMs, anyAnswer } = request;
    log.group('Plan');
    sayOrigins(log, inputs);
    for (const check of request.checks)
        log.line(`${check.name} on ${new URL(check.request.url).host}: ${anyAnswer ? 'any answer' : expectationOf(check)}`);
    if (request.skip !== undefined)
        return reportSmokeTest({ kind: 'skipped', reason: request.skip }, request, 0);
    log.line(`Needs ${consecutiveSuccesses === 1 ? `one ${anyAnswer ? '' : 'good '}answer` : `${consecutiveSuccesses} good answers in a row`} within ${(0,duration/* renderDuration */.PP)(timeoutMs)}, asking every ${(0,duration/* renderDuration */.PP)(intervalMs)}.`);
    log.group('Ask');
    const deadlineAt = clock.now() + timeoutMs;
    const verdict = await watch({
        look: async (previous) => {
            const left = Math.max(SHORTEST_REQUEST_MS, deadlineAt - clock.now());
            const limits = { timeoutMs: Math.min(request.requestTimeoutMs, left), signal };
            const round = await Promise.all(request.checks.map(async (check) => ({ check, outcome: judge(check, await ask(check.request, limits)) })));
            return withRound(previous, round);
        },
        decide: nextStep({ timeoutMs, consecutiveSuccesses }),
        act: async () => undefined,
        // The rule counts from the watch's own start: by another one the last look would fall just before its deadline, and one more would follow.
        pace: ({ now, startedAt: watchedFrom }) => nextDelay({ intervalMs, failures: 0, now, deadlineAt: watchedFrom + timeoutMs, random: random() }),
        describe: (seen) => seen.checks.map(({ latest }) => latest.words).join('; '),
        clock,
        signal,
        onWait: (because) => log.line(because),
    });
    return reportSmokeTest(verdict, request, clock.now() - startedAt);
}


/***/ }),

/***/ 720:
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

/***/ 83:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   OQ: () => (/* binding */ AwsFailure),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/* harmony import */ var _sentence_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(833);
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

/***/ 628:
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

/***/ 325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mk: () => (/* binding */ escaped),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   om: () => (/* binding */ block),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
/* unused harmony exports valueTable, details */
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

/***/ 833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   v6: () => (/* binding */ ended)
/* harmony export */ });
/* unused harmony exports open, upperFirst */
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

/***/ 275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pe: () => (/* binding */ parseOutputNames),
/* harmony export */   xn: () => (/* binding */ URL_OUTPUTS),
/* harmony export */   zL: () => (/* binding */ TERRAFORM_INPUTS)
/* harmony export */ });
/* unused harmony exports CLUSTER_OUTPUTS, SERVICE_OUTPUTS, REPOSITORY_OUTPUTS */
/* harmony import */ var _key_values_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(628);
// The names that Terraform stacks give to what an action needs, in order of preference. An explicit terraform-output-names goes before them.

const CLUSTER_OUTPUTS = (/* unused pure expression or super */ null && ([
    'ecs_cluster_name',
    'cluster_name',
    'ecs_cluster',
    'ecs_cluster_arn',
    'cluster_arn',
]));
const SERVICE_OUTPUTS = (/* unused pure expression or super */ null && (['ecs_service_name', 'service_name', 'ecs_service', 'backend_service_name']));
const URL_OUTPUTS = [
    'alb_hostname',
    'alb_dns_name',
    'load_balancer_dns',
    'api_gateway_url',
    'app_url',
    'service_url',
];
const REPOSITORY_OUTPUTS = (/* unused pure expression or super */ null && ([
    'ecr_repository_url',
    'ecr_repository_uri',
    'backend_ecr_url',
    'app_ecr_url',
    'backend_ecr_repository_url',
    'app_ecr_repository_url',
    'ecr_url',
    'repository_url',
    'ecr_repository_name',
]));
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

/***/ 184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// UNUSED EXPORTS: reportError

;// CONCATENATED MODULE: external "node:process"
const external_node_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
// EXTERNAL MODULE: ./build/lib/core/errors.js
var errors = __nccwpck_require__(83);
// EXTERNAL MODULE: ./build/lib/core/duration.js
var duration = __nccwpck_require__(720);
// EXTERNAL MODULE: ./build/lib/core/key-values.js
var key_values = __nccwpck_require__(628);
;// CONCATENATED MODULE: ./build/lib/core/near-names.js
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

// EXTERNAL MODULE: ./build/lib/core/terraform-names.js
var terraform_names = __nccwpck_require__(275);
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
        .map(([input, output]) => `terraform-output-names: "${input}" is to come from Terraform output "${output}", which does not exist.${suggestion(output, known)}`);
}
/** Names in the explicit map that are inputs neither of this action nor, as far as Terraform gives them, of another one. */
function unknownInputs(sources, asked) {
    return [...(sources.terraformNames?.keys() ?? [])]
        .filter((input) => !asked.includes(input) && !terraform_names/* TERRAFORM_INPUTS */.zL.some((name) => name === input))
        .map((input) => `terraform-output-names: there is no input "${input}".${suggestion(input, asked)}`);
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
    const hint = suggestion(text, allowed);
    return hint.startsWith(' Did you mean') ? hint : '';
}

// EXTERNAL MODULE: ./build/lib/core/markdown.js
var markdown = __nccwpck_require__(325);
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

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
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
            text = (0,external_node_fs_namespaceObject.readFileSync)(given, 'utf8').replace(/^\uFEFF/, '');
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

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
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
    const delimiter = `ghadelimiter_${(0,external_node_crypto_namespaceObject.randomUUID)()}`;
    (0,external_node_fs_namespaceObject.appendFileSync)(path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`, 'utf8');
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
    (0,external_node_fs_namespaceObject.appendFileSync)(file, whole.length <= SUMMARY_BYTES ? whole : `${whole.subarray(0, SUMMARY_BYTES)}${note}`);
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
const ISSUES = external_node_process_namespaceObject.env.GITHUB_ACTION_REPOSITORY
    ? `https://github.com/${external_node_process_namespaceObject.env.GITHUB_ACTION_REPOSITORY}/issues`
    : 'the issues of the repository that this action comes from';
const STARTED = 'slipway-started';
const NODE_MAJOR = 24;
async function runAction(action) {
    const clock = systemClock();
    const log = createLog({ write: (line) => external_node_process_namespaceObject.stdout.write(`${line}\n`), clock, startedAt: clock.now() });
    const environment = external_node_process_namespaceObject.env;
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        external_node_process_namespaceObject.on(signal, () => {
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
        external_node_process_namespaceObject.exitCode = await runPost(action, context, log);
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
    external_node_process_namespaceObject.exit(report.conclusion === 'success' && published ? 0 : 1);
}
/** What a pipe has not taken yet is lost when the process exits, and that is the end of a long log, with its error. */
async function written(withinMs) {
    const all = [external_node_process_namespaceObject.stdout, external_node_process_namespaceObject.stderr].map((stream) => new Promise((done) => void stream.write('', () => done())));
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
    const major = Number(external_node_process_namespaceObject.versions.node.split('.')[0]);
    if (major < NODE_MAJOR)
        throw new errors/* UserError */.yo(`Node ${NODE_MAJOR} is needed ("using: node24"), but this runs on ${external_node_process_namespaceObject.versions.node}. Is the runner older than 2.327?`);
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
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
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
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(508);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
