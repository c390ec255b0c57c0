"""Deploys template.yaml to MiniStack, as `sam deploy` would to AWS, and says in JSON what came of it.

usage: deploy.py TEMPLATE PROGRAMS STACK, with the parameters as a JSON object on standard input.

PROGRAMS is a folder with the program of every function under its name: `target/debug`, or `target/lambda/release`, where
`cargo lambda` puts each in a folder of its own as `bootstrap`.
"""

import io
import json
import pathlib
import re
import sys
import time
import zipfile

import boto3
from samtranslator.yaml_helper import yaml_parse

BUCKET = "deployment"
PATIENCE = 120  # seconds; it takes about five


def adapted(template):
    """What MiniStack cannot have as it is. Whatever is changed here is not checked: docs/operating.md lists it."""
    for parameter in template["Parameters"].values():
        # The stand-ins for GOV.UK One Login and for the sign-in of staff speak plain HTTP on this machine.
        if parameter.get("AllowedPattern") == "https://.+":
            parameter["AllowedPattern"] = "https?://.+"
    for statement in statements(template):
        # AWS has whoever may send a message send several at once. MiniStack asks for a permission that AWS does not know.
        if "sqs:SendMessage" in statement["Action"]:
            statement["Action"] = ["sqs:SendMessage", "sqs:SendMessageBatch"]
        # Where it looks at what is permitted, it knows neither the identity nor the sender of an email.
        if statement["Action"] == ["ses:SendEmail"]:
            statement["Resource"] = "*"
            del statement["Condition"]
    # Nor what a grant on a key permits: `cargo ops keys rotate` makes grants, and they are not seen.
    for role in template["Outputs"]["SigningRoles"]["Value"]["Fn::Join"][1]:
        sign = {"Effect": "Allow", "Action": ["kms:Sign"], "Resource": "*"}
        policies = template["Resources"][role["Fn::GetAtt"][0]]["Properties"]["Policies"]
        policies[0]["PolicyDocument"]["Statement"].append(sign)
    return template


def statements(template):
    """What each role is permitted by itself."""
    roles = (each["Properties"] for each in template["Resources"].values() if each["Type"] == "AWS::IAM::Role")
    return [each for role in roles for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]


def archive(program):
    """The zip of a function. Unless it is there as `cargo lambda` made it, its bootstrap starts the program where that is."""
    program = program.resolve(strict=True)
    made = program / "bootstrap.zip"
    if made.is_file():
        return made.read_bytes()
    if program.is_dir():
        program = (program / "bootstrap").resolve(strict=True)
    entry = zipfile.ZipInfo("bootstrap")
    entry.external_attr = 0o755 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr(entry, f'#!/bin/sh\nexec "{program}"\n')
    return buffer.getvalue()


def packaged(template, folder, programs, s3):
    """Puts the code of functions and the templates of stacks inside where CloudFormation finds them. Answers with what each
    function is called in the template."""
    names = {}
    for logical, resource in template["Resources"].items():
        if resource["Type"] == "AWS::CloudFormation::Stack":
            inside = folder / resource["Properties"]["TemplateURL"]
            s3.put_object(Bucket=BUCKET, Key=f"{logical}.yaml", Body=inside.read_bytes())
            resource["Properties"]["TemplateURL"] = f"{s3.meta.endpoint_url}/{BUCKET}/{logical}.yaml"
        if resource["Type"] == "AWS::Serverless::Function":
            name = names[logical] = resource["Metadata"]["BuildProperties"]["Binary"]
            s3.put_object(Bucket=BUCKET, Key=f"{name}.zip", Body=archive(programs / name))
            resource["Properties"]["CodeUri"] = f"s3://{BUCKET}/{name}.zip"
    return names


def deploy(cloudformation, s3, stack, template, parameters):
    """Creates the stack, and waits for it."""
    # It is too long to be sent along.
    s3.put_object(Bucket=BUCKET, Key="template.json", Body=json.dumps(template))
    cloudformation.create_stack(
        StackName=stack,
        TemplateURL=f"{s3.meta.endpoint_url}/{BUCKET}/template.json",
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    last = time.monotonic() + PATIENCE
    while True:
        made = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        if made["StackStatus"] == "CREATE_COMPLETE":
            return {output["OutputKey"]: output["OutputValue"] for output in made.get("Outputs", [])}
        if made["StackStatus"] != "CREATE_IN_PROGRESS" or time.monotonic() > last:
            events = cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
            sys.exit("\n".join(
                f"{event['LogicalResourceId']}: {event['ResourceStatus']} {event.get('ResourceStatusReason', '')}"
                for event in events if "IN_PROGRESS" not in event["ResourceStatus"]
            ))
        time.sleep(0.2)


def physical_ids(cloudformation, stack):
    """What each resource of the template is called now."""
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack)
    return {
        resource["LogicalResourceId"]: resource["PhysicalResourceId"]
        for page in pages for resource in page["StackResourceSummaries"]
    }


def add_routes(gateway, functions, processed, ids):
    """Makes the routes that SAM wrote into the body of each API: MiniStack does not read it."""
    made = 0
    for name, resource in processed["Resources"].items():
        if resource["Type"] != "AWS::ApiGatewayV2::Api":
            continue
        integrations = {}
        for path, methods in resource["Properties"]["Body"]["paths"].items():
            for method, operation in methods.items():
                integration = operation["x-amazon-apigateway-integration"]
                function = re.search(r"\$\{(\w+)\.Arn\}", json.dumps(integration["uri"]))[1]
                if function not in integrations:
                    integrations[function] = gateway.create_integration(
                        ApiId=ids[name],
                        IntegrationType="AWS_PROXY",
                        IntegrationUri=functions[function]["FunctionArn"],
                        PayloadFormatVersion=integration["payloadFormatVersion"],
                    )["IntegrationId"]
                method = "ANY" if method == "x-amazon-apigateway-any-method" else method.upper()
                key = "$default" if path == "/$default" else f"{method} {path}"
                gateway.create_route(ApiId=ids[name], RouteKey=key, Target=f"integrations/{integrations[function]}")
                made += 1
    return made


def main(template, programs, stack):
    started = time.monotonic()
    s3, cloudformation, functions = (boto3.client(service) for service in ("s3", "cloudformation", "lambda"))
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
    file = pathlib.Path(template)
    text = file.read_text()
    template, as_it_is = adapted(yaml_parse(text)), yaml_parse(text)
    changed = [
        name
        for section in ("Parameters", "Globals", "Resources", "Outputs")
        for name in template[section]
        if template[section][name] != as_it_is[section][name]
    ]
    names = packaged(template, file.parent, pathlib.Path(programs), s3)
    outputs = deploy(cloudformation, s3, stack, template, json.load(sys.stdin))
    ids = physical_ids(cloudformation, stack)
    processed = cloudformation.get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    processed = json.loads(processed) if isinstance(processed, str) else processed
    made = {
        logical: functions.get_function_configuration(FunctionName=ids[logical]) for logical in names
    }
    routes = add_routes(boto3.client("apigatewayv2"), made, processed, ids)
    told = {name: made[logical]["Environment"]["Variables"] for logical, name in names.items()}
    seconds = round(time.monotonic() - started, 1)
    said = {"changed": changed, "outputs": outputs, "resources": ids, "functions": told, "routes": routes, "seconds": seconds}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
