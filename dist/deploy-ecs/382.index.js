export const id = 382;
export const ids = [382];
export const modules = {

/***/ 3001:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   compareCommits: () => (/* binding */ compareCommits)
/* harmony export */ });
/* harmony import */ var _core_ancestry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2813);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8083);
// GitHub's compare API: how two commits stand to each other where no checkout can tell. The token is a secret, and never part of a message.
// Written with fetch: one request needs no client library, which every job would load.


const OPERATION = 'the request to GitHub to compare two commits';
const TIMEOUT_MS = 10_000;
/** Throws AwsFailure `unavailable`, which is worth another try. Every other refusal is an answer: `unknown`. */
async function compareCommits({ environment, token, first, second, signal }) {
    const { GITHUB_API_URL: api = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = environment;
    if (!/^[\w-]+\/(?!\.{1,2}$)[\w.-]+$/.test(repository))
        return { kind: 'unknown', why: 'GITHUB_REPOSITORY names no repository' };
    // Files and their patches stand on the first page alone: on the second there is little else than the status.
    const url = `${api.replace(/\/+$/, '')}/repos/${repository}/compare/${second}...${first}?per_page=1&page=2`;
    let answer;
    try {
        const response = await fetch(url, {
            headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'user-agent': 'slipway' },
            signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        answer = { status: response.status, body: await response.text() };
    }
    catch (error) {
        throw failure(codeOf(error), 'no answer', error);
    }
    if (answer.status >= 500 || answer.status === 408)
        throw failure(`HTTP ${answer.status}`, 'it is in trouble');
    return (0,_core_ancestry_js__WEBPACK_IMPORTED_MODULE_0__/* .ancestryByGitHub */ .kk)(answer, repository);
}
function failure(code, awsMessage, cause) {
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AwsFailure */ .OQ({ kind: 'unavailable', operation: OPERATION, code, awsMessage }, { cause });
}
/** fetch hides the reason of a broken connection behind "fetch failed". */
function codeOf(error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
        return cause.code;
    return error instanceof Error ? error.name : 'Error';
}


/***/ })

};
