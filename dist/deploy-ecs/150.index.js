export const id = 150;
export const ids = [150];
export const modules = {

/***/ 9150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseYaml: () => (/* binding */ parseYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5187);
// A task definition in YAML. What ECS takes as text stays as it is written: 012345678901 is an account, and 1.10 a version.


/** Members whose values are text for ECS. Of a size (`cpu`, `memory`) the number is meant. */
const TEXTS = [
    ...['family', 'name', 'user', 'hostname', 'command', 'entryPoint'],
    ...['environment', 'systemControls', 'resourceRequirements', 'properties'],
    ...['dockerLabels', 'labels', 'options', 'driverOpts', 'tags'],
];
/** Merge keys (`<<`) are merged. Throws an Error, mostly the library's, where this is no YAML of one document. */
function parseYaml(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { merge: true });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS')
        throw new Error('it holds several documents (---), of which only one may stay');
    if (error !== undefined)
        throw error;
    // An anchor may stand anywhere, and be text only where its alias stands: both readings are had, and each is taken where it belongs.
    asWritten(document, 'key');
    const meant = document.toJS();
    asWritten(document, 'value');
    return withTexts(meant, document.toJS());
}
function asWritten(document, which) {
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Scalar(position, node) {
            const isMore = typeof node.value !== 'string' && node.value !== null;
            if (isMore && (position === 'key') === (which === 'key'))
                node.value = node.source;
        },
    });
}
function withTexts(meant, written, isText = false) {
    if (Array.isArray(meant) && Array.isArray(written))
        return meant.map((item, index) => withTexts(item, written[index], isText));
    if ((0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .isRaw */ .Zi)(meant) && (0,_lib_core_task_definition_js__WEBPACK_IMPORTED_MODULE_1__/* .isRaw */ .Zi)(written))
        return Object.fromEntries(Object.entries(meant).map(([name, value]) => [
            name,
            withTexts(value, written[name], isText || TEXTS.includes(name)),
        ]));
    return isText ? written : meant;
}


/***/ })

};
