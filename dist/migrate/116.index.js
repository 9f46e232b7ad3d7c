export const id = 116;
export const ids = [116];
export const modules = {

/***/ 9116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Client: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_5__.Z),
/* harmony export */   DescribeServiceDeploymentsCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__.A),
/* harmony export */   DescribeServiceRevisionsCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__.o),
/* harmony export */   DescribeServicesCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_2__.H),
/* harmony export */   DescribeTaskDefinitionCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_3__.Z),
/* harmony export */   DescribeTasksCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_4__.z),
/* harmony export */   ListClustersCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_6__.N),
/* harmony export */   ListServiceDeploymentsCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_7__.j),
/* harmony export */   ListServicesCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_8__.q),
/* harmony export */   ListTasksCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_9__.M),
/* harmony export */   RegisterTaskDefinitionCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_10__.$),
/* harmony export */   RunTaskCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_11__._),
/* harmony export */   StopServiceDeploymentCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_12__.a),
/* harmony export */   StopTaskCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_13__.P),
/* harmony export */   UpdateServiceCommand: () => (/* reexport safe */ _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_14__.k)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9064);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2006);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6987);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2511);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8639);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7777);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4689);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3723);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7816);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4810);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4031);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7168);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(5416);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(2059);
/* harmony import */ var _aws_sdk_client_ecs__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7188);
// The operations of ECS that Slipway may call: what is not named here cannot be called, and does not weigh in the bundles.



/***/ })

};
