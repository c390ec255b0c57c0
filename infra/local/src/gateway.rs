//! API Gateway on one machine: routes exactly what `template.yaml` routes, to the functions' own routers.

use std::collections::BTreeMap;

use axum::{Router, extract::Request, response::Response, routing::any};
use serde_yaml_ng::Value;
use tower::ServiceExt;

/// The HTTP API of teachers and calling services, as the template calls it.
pub const API: &str = "Api";

/// The HTTP API of support staff.
pub const STAFF_API: &str = "StaffApi";

/// One route of the template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The HTTP API it belongs to, by its logical ID.
    pub api: String,
    /// The function it leads to.
    pub function: String,
    /// The method, or `ANY`.
    pub method: String,
    /// The path, with its parameters in braces; `$default` for everything else.
    pub path: String,
}

/// The template cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum InvalidTemplate {
    /// It is not YAML.
    #[error("template.yaml is not YAML: {0}")]
    NotYaml(#[from] serde_yaml_ng::Error),
    /// It routes a path to a function that is not there, or in a way API Gateway does not know.
    #[error("template.yaml: {0}")]
    Odd(String),
}

/// Every route of the template's HTTP APIs.
///
/// # Errors
/// See [`InvalidTemplate`].
pub fn routes(template: &str) -> Result<Vec<Route>, InvalidTemplate> {
    let template: Value = serde_yaml_ng::from_str(template)?;
    let resources = template["Resources"].as_mapping().into_iter().flatten();
    let mut routes = Vec::new();
    for (_, resource) in resources {
        if resource["Type"].as_str() != Some("AWS::Serverless::Function") {
            continue;
        }
        let Some(function) = function_of(resource) else {
            return Err(InvalidTemplate::Odd(
                "a function does not say which binary it is".to_owned(),
            ));
        };
        for (_, event) in resource["Properties"]["Events"].as_mapping().into_iter().flatten() {
            if event["Type"].as_str() == Some("HttpApi") {
                let text = |name: &str| event["Properties"][name].as_str().map(str::to_owned);
                let api = referred(&event["Properties"]["ApiId"]).ok_or_else(|| {
                    InvalidTemplate::Odd(format!("a route of {function} names no API"))
                })?;
                routes.push(Route {
                    api: api.to_owned(),
                    function: function.to_owned(),
                    method: text("Method").unwrap_or_else(|| "ANY".to_owned()).to_uppercase(),
                    path: text("Path").unwrap_or_else(|| "$default".to_owned()),
                });
            }
        }
    }
    Ok(routes)
}

fn function_of(resource: &Value) -> Option<&str> {
    resource["Metadata"]["BuildProperties"]["Binary"].as_str()
}

/// What a `!Ref` refers to.
fn referred(value: &Value) -> Option<&str> {
    let Value::Tagged(tagged) = value else { return None };
    if tagged.tag == "Ref" { tagged.value.as_str() } else { None }
}

/// The gateway of one API, with those of these routes that are its own, to these functions. A path and
/// method that no route names goes to the default route, as API Gateway has it.
///
/// # Errors
/// A route leads to a function that is not there.
pub fn gateway(
    routes: &[Route],
    api: &str,
    functions: &BTreeMap<&'static str, Router>,
) -> Result<Router, InvalidTemplate> {
    let mut by_path: BTreeMap<&str, BTreeMap<String, Router>> = BTreeMap::new();
    for route in routes.iter().filter(|route| route.api == api) {
        let function = functions.get(route.function.as_str()).ok_or_else(|| {
            InvalidTemplate::Odd(format!("there is no function called {}", route.function))
        })?;
        by_path.entry(&route.path).or_default().insert(route.method.clone(), function.clone());
    }
    let default = by_path
        .remove("$default")
        .and_then(|mut methods| methods.remove("ANY"))
        .ok_or_else(|| InvalidTemplate::Odd("there is no default route".to_owned()))?;

    let mut gateway = Router::new();
    for (path, methods) in by_path {
        let default = default.clone();
        let dispatch = move |request: Request| {
            let function = methods.get(request.method().as_str()).or_else(|| methods.get("ANY"));
            call(function.unwrap_or(&default).clone(), request)
        };
        gateway = gateway.route(path, any(dispatch));
    }
    Ok(gateway.fallback(move |request: Request| call(default.clone(), request)))
}

async fn call(function: Router, mut request: Request) -> Response {
    // A function sees the request as it came, not what this gateway made of its path.
    request.extensions_mut().clear();
    let Ok(response) = function.oneshot(request).await;
    response
}
