"""Calls boto3 for a test: one request a line on stdin, one answer a line on stdout, both JSON.

Request: {"service", "how": "call" | "paginate" | "wait", "name", "parameters", "unchecked"?}
`name` is the client's method, the paginator or the waiter, in boto3's spelling; `unchecked` leaves out boto3's own check of the parameters.
Answer: {"output"} or {"pages"} or {"error": {"exception", "code", "status", "requestId", "message"}}; for a wait {"output": null}.
"""

import base64
import datetime
import json
import sys

import boto3
import botocore.config
import botocore.exceptions

clients = {}


def client_of(service, unchecked):
    key = (service, unchecked)
    if key not in clients:
        config = botocore.config.Config(parameter_validation=not unchecked)
        clients[key] = boto3.client(service, config=config)
    return clients[key]


def carry_out(request):
    client = client_of(request["service"], request.get("unchecked", False))
    how, name, parameters = request["how"], request["name"], request["parameters"]
    if how == "paginate":
        return {"pages": list(client.get_paginator(name).paginate(**parameters))}
    if how == "wait":
        # The world moves at each look and not by the clock, so that there is nothing to be gained by waiting.
        client.get_waiter(name).wait(**parameters, WaiterConfig={"Delay": 0, "MaxAttempts": 60})
        return {"output": None}
    return {"output": getattr(client, name)(**parameters)}


def refusal(error):
    metadata = error.response.get("ResponseMetadata", {})
    return {
        "exception": type(error).__name__,
        "code": error.response["Error"].get("Code"),
        "status": metadata.get("HTTPStatusCode"),
        "requestId": metadata.get("RequestId"),
        "message": str(error),
    }


def to_json(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value)} cannot be told in JSON")


for line in sys.stdin:
    try:
        answer = carry_out(json.loads(line))
    except botocore.exceptions.ClientError as error:
        answer = {"error": refusal(error)}
    except botocore.exceptions.BotoCoreError as error:
        answer = {"error": {"exception": type(error).__name__, "message": str(error)}}
    print(json.dumps(answer, default=to_json), flush=True)
