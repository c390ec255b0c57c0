//! What `sam local start-api` needs to run the functions, in containers: a template that leads to their programs, and their settings.
//!
//! The template is made from `template.yaml`: the routes of teachers and calling services, and the variables of the functions behind them.
//! `sam local` has one address for all APIs, no queues and no schedules: the console of support staff and the workers stay here.

use std::{
    collections::BTreeMap,
    env::consts,
    io,
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value as Json, json};
use serde_yaml_ng::Value;

use crate::{
    CannotStart,
    gateway::{API, InvalidTemplate, Route},
    keys,
};

/// By this name containers find this machine if they are told to, and browsers find it anyway: all that ends with `localhost` is
/// where they are.
pub(crate) const MACHINE: &str = "machine.localhost";

/// Where the functions are that `sam local` runs, and how they find this machine.
#[derive(Debug, Clone)]
pub struct Sam {
    /// The folder that has the program of each function as `NAME/bootstrap`, as `cargo lambda build` leaves them.
    pub folder: PathBuf,
    /// The address of this machine that containers see. Where this machine has no such address, Docker passes on what is meant for it.
    pub bridge: Option<IpAddr>,
}

impl Sam {
    /// The functions in this folder.
    pub fn with(folder: PathBuf) -> Self {
        Self { folder, bridge: None }
    }

    /// What containers see of this machine, as Docker says: the one at this address, or the usual one.
    ///
    /// # Errors
    /// Docker does not answer.
    pub fn bridge(host: Option<&str>) -> Result<IpAddr, CannotStart> {
        let format = "{{with index .IPAM.Config 0}}{{or .Gateway .Subnet}}{{end}}";
        let mut docker = Command::new("docker");
        docker.args(host.into_iter().flat_map(|host| ["--host", host]));
        docker.args(["network", "inspect", "bridge", "--format", format]);
        let answer = docker.output().ok().filter(|answer| answer.status.success());
        let said = answer.and_then(|answer| String::from_utf8(answer.stdout).ok());
        said.and_then(|said| own_end(said.trim())).ok_or(CannotStart::Docker)
    }

    /// Writes the template and the settings into the folder. Answers with the command that uses them.
    ///
    /// # Errors
    /// The folder cannot be written to, or a variable of a function has no value.
    pub(crate) fn write(
        &self,
        template: &str,
        routes: &[Route],
        settings: &BTreeMap<String, String>,
    ) -> Result<String, CannotStart> {
        let written = |file: &Path| {
            let file = file.to_owned();
            move |source: io::Error| CannotStart::File { file, source }
        };
        std::fs::create_dir_all(&self.folder).map_err(written(&self.folder))?;
        // Absolute: so the command works wherever it is typed.
        let folder = self.folder.canonicalize().map_err(written(&self.folder))?;
        let functions = functions(template, routes)?;
        let mut told = BTreeMap::new();
        for name in functions.iter().flat_map(|function| &function.variables) {
            let value = settings.get(name).ok_or_else(|| {
                InvalidTemplate::Odd(format!("nothing here says what {name} is for `sam local`"))
            })?;
            told.insert(name, value);
        }
        let (made, file) = (folder.join("template.json"), folder.join("settings.json"));
        std::fs::write(&made, made_of(&functions).to_string()).map_err(written(&made))?;
        // Our key at GOV.UK One Login is among them.
        keys::write_private(&file, &json!({ "Parameters": told }).to_string())?;
        Ok(format!(
            "sam local start-api --template {} --env-vars {} --add-host {MACHINE}:host-gateway",
            made.display(),
            file.display()
        ))
    }
}

/// Where this machine is on a bridge: Docker says so, or only which addresses the bridge has. Then it is at the first.
fn own_end(said: &str) -> Option<IpAddr> {
    match said.split_once('/') {
        None => said.parse().ok(),
        Some((net, _)) => Some(Ipv4Addr::from(u32::from(net.parse::<Ipv4Addr>().ok()?) + 1).into()),
    }
}

/// A function that `sam local` runs.
struct Function {
    name: String,
    id: String,
    variables: Vec<String>,
    routes: Vec<Route>,
}

/// The functions behind the API of teachers and calling services.
fn functions(template: &str, routes: &[Route]) -> Result<Vec<Function>, InvalidTemplate> {
    let template: Value = serde_yaml_ng::from_str(template)?;
    let shared = names(&template["Globals"]["Function"]["Environment"]["Variables"]);
    let mut functions = Vec::new();
    for (id, resource) in template["Resources"].as_mapping().into_iter().flatten() {
        let name = resource["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap_or_default();
        let theirs = |route: &&Route| route.api == API && route.function == name;
        let routes: Vec<Route> = routes.iter().filter(theirs).cloned().collect();
        if routes.is_empty() {
            continue;
        }
        let mut variables = shared.clone();
        variables.extend(names(&resource["Properties"]["Environment"]["Variables"]));
        // Functions at AWS find it without being told where it is.
        variables.push("AWS_ENDPOINT_URL".to_owned());
        let id = id.as_str().unwrap_or_default().to_owned();
        functions.push(Function { name: name.to_owned(), id, variables, routes });
    }
    Ok(functions)
}

fn names(variables: &Value) -> Vec<String> {
    let names = variables.as_mapping().into_iter().flat_map(|variables| variables.keys());
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// A template with these functions, for programs of this machine's kind.
fn made_of(functions: &[Function]) -> Json {
    let architecture = if consts::ARCH == "aarch64" { "arm64" } else { "x86_64" };
    let mut resources =
        BTreeMap::from([(API.to_owned(), json!({ "Type": "AWS::Serverless::HttpApi" }))]);
    for function in functions {
        // `sam local` passes on what the settings say of variables that the template names.
        let variables: BTreeMap<&String, &str> =
            function.variables.iter().map(|name| (name, "")).collect();
        let events: BTreeMap<String, Json> =
            function.routes.iter().enumerate().map(|(place, route)| event(place, route)).collect();
        let properties = json!({
            "CodeUri": function.name,
            "Environment": { "Variables": variables },
            "Events": events,
        });
        let resource = json!({ "Type": "AWS::Serverless::Function", "Properties": properties });
        resources.insert(function.id.clone(), resource);
    }
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Globals": { "Function": {
            "Runtime": "provided.al2023",
            "Architectures": [architecture],
            "Handler": "bootstrap",
            "MemorySize": 256,
            // The start of the container is part of it.
            "Timeout": 60,
        } },
        "Resources": resources,
    })
}

fn event(place: usize, route: &Route) -> (String, Json) {
    let properties = json!({ "ApiId": { "Ref": API }, "Method": route.method, "Path": route.path });
    (format!("Route{place}"), json!({ "Type": "HttpApi", "Properties": properties }))
}

#[cfg(test)]
mod tests {
    use super::own_end;

    #[test]
    fn this_machine_is_where_docker_says_or_at_the_first_address_of_the_bridge() {
        for (said, address) in [("172.17.0.1", "172.17.0.1"), ("172.18.0.0/16", "172.18.0.1")] {
            assert_eq!(own_end(said), address.parse().ok());
        }
        assert_eq!(own_end(""), None);
    }
}
