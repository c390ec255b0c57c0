//! Reads `template.yaml` and the stacks beside it: what is deployed, what leads to it, and what it may do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_yaml_ng::{Mapping, Value};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A function, as it is deployed.
#[derive(Debug)]
pub(crate) struct Function {
    /// The name of its package.
    pub(crate) name: String,
    /// Its logical ID.
    pub(crate) id: String,
    /// What it is, as `CloudFormation` sees it.
    pub(crate) properties: Value,
    /// The settings it has of its own, and what they refer to.
    pub(crate) settings: BTreeMap<String, String>,
    /// The routes that lead to it.
    pub(crate) routes: BTreeSet<Route>,
    /// What else calls it: the type of the event, and its properties.
    pub(crate) sources: Vec<(String, Value)>,
    /// What it may do.
    pub(crate) grants: BTreeSet<Grant>,
}

/// A route of one of the two APIs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Route {
    /// The API's logical ID.
    pub(crate) api: String,
    /// The method, or `ANY`.
    pub(crate) method: String,
    /// The path, or `$default`.
    pub(crate) path: String,
}

/// An action on a resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Grant {
    /// Such as `dynamodb:GetItem`.
    pub(crate) action: String,
    /// What the resource refers to, such as `Journeys.Arn`.
    pub(crate) on: String,
}

/// A template.
#[derive(Debug)]
pub(crate) struct Template(Value);

impl Template {
    /// The one in the root of the workspace.
    pub(crate) fn read() -> Self {
        Self::at("template.yaml")
    }

    /// Another, by its path from there.
    pub(crate) fn at(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).expect("it is there");
        Self(serde_yaml_ng::from_str(&text).expect("it is YAML"))
    }

    /// The one of the alarms and the dashboard.
    pub(crate) fn watching() -> Self {
        Self::at("infra/watching/template.yaml")
    }

    /// All of it, as it stands in the file.
    pub(crate) fn whole(&self) -> &Value {
        &self.0
    }

    /// Everything that is deployed, by its logical ID.
    pub(crate) fn resources(&self) -> BTreeMap<String, &Value> {
        entries(&self.0["Resources"])
    }

    /// The names of its parameters.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        entries(&self.0["Parameters"]).into_keys().collect()
    }

    /// The names of what it puts out.
    pub(crate) fn outputs(&self) -> BTreeSet<String> {
        entries(&self.0["Outputs"]).into_keys().collect()
    }

    /// What the parts of a joined output refer to.
    pub(crate) fn list_put_out(&self, output: &str) -> BTreeSet<String> {
        let Value::Tagged(joined) = &self.0["Outputs"][output]["Value"] else {
            panic!("{output} is not joined");
        };
        items(&joined.value[1]).into_iter().map(refers_to).collect()
    }

    /// The resources of a type.
    pub(crate) fn of_type(&self, kind: &str) -> BTreeMap<String, &Value> {
        let mut resources = self.resources();
        resources.retain(|_, resource| resource["Type"] == kind);
        resources
    }

    /// A property of the settings that all functions share.
    pub(crate) fn global(&self, property: &str) -> &Value {
        &self.0["Globals"]["Function"][property]
    }

    /// Every function, by the name of its package.
    pub(crate) fn functions(&self) -> BTreeMap<String, Function> {
        self.of_type("AWS::Serverless::Function")
            .into_iter()
            .map(|(id, resource)| self.function(id, resource))
            .map(|function| (function.name.clone(), function))
            .collect()
    }

    fn function(&self, id: String, resource: &Value) -> Function {
        let properties = &resource["Properties"];
        let (routes, sources): (Vec<&Value>, Vec<&Value>) = entries(&properties["Events"])
            .into_values()
            .partition(|event| event["Type"] == "HttpApi");
        let role = refers_to(&properties["Role"]);
        let role = role.strip_suffix(".Arn").expect("a role is given by its ARN");
        Function {
            name: text(&resource["Metadata"]["BuildProperties"]["Binary"]),
            id,
            settings: entries(&properties["Environment"]["Variables"])
                .into_iter()
                .map(|(name, value)| (name, refers_to(value)))
                .collect(),
            routes: routes.into_iter().map(route).collect(),
            sources: sources.into_iter().map(source).collect(),
            grants: self.policies_of(role).into_iter().flat_map(grants).collect(),
            properties: properties.clone(),
        }
    }

    /// The policies of a role: its own, and those of the template that are attached to it.
    fn policies_of(&self, role: &str) -> Vec<&Value> {
        let resources = self.resources();
        let role = &resources[role]["Properties"];
        let attached = items(&role["ManagedPolicyArns"])
            .into_iter()
            .map(|policy| &resources[&refers_to(policy)]["Properties"]["PolicyDocument"]);
        let own = items(&role["Policies"]).into_iter().map(|policy| &policy["PolicyDocument"]);
        attached.chain(own).collect()
    }

    /// Every policy document, by the logical ID of where it stands.
    pub(crate) fn policies(&self) -> Vec<(String, &Value)> {
        let mut policies = Vec::new();
        for (id, resource) in self.resources() {
            let properties = &resource["Properties"];
            let own = items(&properties["Policies"]).into_iter().map(|own| &own["PolicyDocument"]);
            let places = ["PolicyDocument", "KeyPolicy"].map(|name| &properties[name]);
            let found = own.chain(places).filter(|policy| !policy.is_null());
            policies.extend(found.map(|policy| (id.clone(), policy)));
        }
        policies
    }
}

fn source(event: &Value) -> (String, Value) {
    (text(&event["Type"]), event["Properties"].clone())
}

fn route(event: &Value) -> Route {
    let properties = &event["Properties"];
    Route {
        api: refers_to(&properties["ApiId"]),
        method: text(&properties["Method"]),
        path: text(&properties["Path"]),
    }
}

/// What a policy document allows.
pub(crate) fn grants(policy: &Value) -> Vec<Grant> {
    let mut grants = Vec::new();
    for statement in items(&policy["Statement"]) {
        assert_eq!(text(&statement["Effect"]), "Allow");
        for action in items(&statement["Action"]) {
            for resource in items(&statement["Resource"]) {
                grants.push(Grant { action: text(action), on: refers_to(resource) });
            }
        }
    }
    grants
}

/// What `!Ref`, `!GetAtt` or `!Sub` refers to, or the text itself.
pub(crate) fn refers_to(value: &Value) -> String {
    if let Value::Tagged(tagged) = value { text(&tagged.value) } else { text(value) }
}

/// A list, or the one thing that stands in its place.
pub(crate) fn items(value: &Value) -> Vec<&Value> {
    if value.is_null() {
        return Vec::new();
    }
    value.as_sequence().map_or_else(|| vec![value], |items| items.iter().collect())
}

/// A map, or nothing.
pub(crate) fn entries(value: &Value) -> BTreeMap<String, &Value> {
    let entries = value.as_mapping().into_iter().flat_map(Mapping::iter);
    entries.map(|(name, value)| (text(name), value)).collect()
}

/// A text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value:?}")).to_owned()
}
