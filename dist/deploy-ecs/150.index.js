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
// A task definition in YAML. What ECS takes as text stays as it is written: 012345678901 is an account, and 1.10 a version.

/** Members whose values are text for ECS. Of a size (`cpu`, `memory`) the number is meant. */
const TEXTS = ['environment', 'systemControls', 'dockerLabels', 'options', 'tags'];
/** Merge keys (`<<`) are merged. Throws the library's error where this is no YAML. */
function parseYaml(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { merge: true });
    const [error] = document.errors;
    if (error !== undefined)
        throw error;
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Scalar(key, node, path) {
            const isText = typeof node.value === 'number' || typeof node.value === 'boolean';
            if (isText && key === 'value' && path.some((one) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(one) && isOneOfTexts(one)))
                node.value = node.source;
        },
    });
    return document.toJS();
}
function isOneOfTexts({ key }) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) && TEXTS.includes(String(key.value));
}


/***/ })

};
