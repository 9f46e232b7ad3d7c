export const id = 837;
export const ids = [837];
export const modules = {

/***/ 9837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Client: () => (/* reexport safe */ _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_0__.W),
/* harmony export */   DescribeAlarmsCommand: () => (/* reexport safe */ _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_1__.z)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4234);
/* harmony import */ var _aws_sdk_client_cloudwatch__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3454);
// The operations of CloudWatch that Slipway may call; see ecs.ts.



/***/ })

};
