//! `template.yaml` against the code: what is deployed is what there is, and nobody may do more than they
//! need.

mod apis;
mod code;
mod deployed;
mod firewall;
mod front;
mod guesses;
mod limits;
mod messages;
mod operating;
mod reading;
mod stacks;
mod watched;

use std::collections::BTreeSet;

use dynamodb::{Table, TableNames, schema};
use serde_yaml_ng::Value;

use code::Code;
use deployed::{Function, Template, grants, items, refers_to, text};

#[test]
fn every_function_is_deployed_and_nothing_else_is() {
    let template = Template::read();

    let deployed: BTreeSet<String> = template.functions().into_keys().collect();

    assert_eq!(deployed, Code::functions().into_keys().collect());
}

#[test]
fn a_function_is_called_what_its_folder_is_called() {
    for (name, function) in Template::read().functions() {
        let camel: String = name.split('-').map(capital).collect();

        assert_eq!(function.id, camel);
        assert_eq!(text(&function.properties["CodeUri"]), format!("functions/{name}"));
    }
}

#[test]
fn every_function_is_a_small_arm_binary_that_gives_up_in_time() {
    let template = Template::read();

    assert_eq!(template.global("Runtime"), "provided.al2023");
    assert_eq!(template.global("Handler"), "bootstrap");
    assert_eq!(items(template.global("Architectures")), [&Value::from("arm64")]);
    assert_eq!(template.global("MemorySize"), 256);
    assert_eq!(template.global("Timeout"), 10);
    for (id, function) in template.of_type("AWS::Serverless::Function") {
        assert_eq!(function["Metadata"]["BuildMethod"], "rust-cargolambda", "{id}");
        for property in ["Runtime", "Handler", "Architectures", "MemorySize"] {
            assert!(function["Properties"][property].is_null(), "{id} has its own {property}");
        }
    }
}

#[test]
fn every_log_is_kept_for_a_stated_time() {
    let template = Template::read();
    for (id, log) in template.of_type("AWS::Logs::LogGroup") {
        assert_eq!(log["Properties"]["RetentionInDays"], 90, "{id}");
    }
    for (name, function) in template.functions() {
        let log = refers_to(&function.properties["LoggingConfig"]["LogGroup"]);
        assert_eq!(log, format!("{}Log", function.id), "{name}");
    }
}

#[test]
fn the_tables_are_those_the_store_knows() {
    let template = Template::read();
    let deployed = template.of_type("AWS::DynamoDB::Table");
    let mut expected = BTreeSet::new();
    for table in schema::tables(&TableNames::with_prefix("")) {
        let id = table_id(table.setting);
        let properties = &deployed[&id]["Properties"];

        let attributes = keys(&properties["AttributeDefinitions"], "AttributeType");
        assert_eq!(attributes, [("pk", "S"), ("sk", "S")], "{id}");
        assert_eq!(keys(&properties["KeySchema"], "KeyType"), [("pk", "HASH"), ("sk", "RANGE")]);
        let expiry = properties["TimeToLiveSpecification"]["AttributeName"].as_str();
        assert_eq!(expiry, table.expires.then_some(schema::EXPIRY_ATTRIBUTE), "{id}");
        let stream = properties["StreamSpecification"]["StreamViewType"].as_str();
        assert_eq!(stream, table.streamed.then_some("NEW_IMAGE"), "{id}");
        expected.insert(id);
    }

    assert_eq!(deployed.into_keys().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_table_is_encrypted_backed_up_and_hard_to_lose() {
    for (id, table) in Template::read().of_type("AWS::DynamoDB::Table") {
        let properties = &table["Properties"];

        assert_eq!(properties["BillingMode"], "PAY_PER_REQUEST", "{id}");
        assert_eq!(properties["DeletionProtectionEnabled"], true, "{id}");
        assert_eq!(
            properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], true,
            "{id}"
        );
        assert_eq!(properties["SSESpecification"]["SSEType"], "KMS", "{id}");
        assert_eq!(refers_to(&properties["SSESpecification"]["KMSMasterKeyId"]), "TablesKey.Arn");
        assert_eq!(table["DeletionPolicy"], "Retain", "{id}");
        assert_eq!(table["UpdateReplacePolicy"], "Retain", "{id}");
    }
}

#[test]
fn no_permission_has_a_wildcard() {
    let (template, watching) = (Template::read(), Template::watching());
    let keys = template.of_type("AWS::KMS::Key");
    for (place, policy) in template.policies().into_iter().chain(watching.policies()) {
        for grant in grants(policy) {
            assert!(!grant.action.contains('*'), "{place} may {}", grant.action);
            // The policy of a key can name no resource but the key itself, which is written as a star. X-Ray has
            // none to name.
            let itself = keys.contains_key(&place) && grant.on == "*";
            let nothing = place == "WriteTraces" && grant.action.starts_with("xray:Put");
            assert!(itself || nothing || !grant.on.contains('*'), "{place} may {grant:?}");
        }
    }
}

#[test]
fn no_permission_comes_from_outside_the_template() {
    let template = Template::read();
    for (name, function) in template.functions() {
        // With policies of its own a function gets a role from SAM, which may write to every log.
        assert!(function.properties["Policies"].is_null(), "{name}");
    }
    let policies = template.of_type("AWS::IAM::ManagedPolicy");
    for (id, role) in template.of_type("AWS::IAM::Role") {
        for attached in items(&role["Properties"]["ManagedPolicyArns"]) {
            assert!(policies.contains_key(&refers_to(attached)), "{id} has {attached:?}");
        }
    }
}

#[test]
fn a_function_writes_to_its_own_log_and_no_other() {
    for (name, function) in Template::read().functions() {
        let own = format!("{}Log.Arn", function.id);
        let logs = function.grants.iter().filter(|grant| grant.action.starts_with("logs:"));

        let logs: Vec<(&str, &str)> =
            logs.map(|grant| (grant.action.as_str(), grant.on.as_str())).collect();

        let expected = ["logs:CreateLogStream", "logs:PutLogEvents"].map(|each| (each, &*own));
        assert_eq!(logs, expected, "{name}");
    }
}

#[test]
fn a_function_is_told_of_the_tables_it_may_use_and_of_no_others() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let told: BTreeSet<String> = function
            .settings
            .iter()
            .filter(|(setting, _)| setting.ends_with("_TABLE"))
            .map(|(setting, table)| {
                assert_eq!(*table, table_id(setting), "{name}");
                table.clone()
            })
            .collect();

        assert_eq!(told, tables(&function), "{name}");
        let asks = |table: &Table| code[&name].main_says(&format!("Table::{table:?}"));
        let asked = Table::ALL.iter().filter(|table| asks(table)).map(|table| format!("{table:?}"));
        assert_eq!(told, asked.collect(), "{name} asks for what it is told of");
        let opens = function
            .grants
            .iter()
            .any(|grant| grant.action == "kms:Decrypt" && grant.on == "TablesKey.Arn");
        assert_eq!(opens, !told.is_empty(), "{name} and the key of the tables");
    }
}

#[test]
fn a_function_is_told_of_the_secrets_it_may_read_and_of_no_others() {
    let secrets = ["OneLoginPrivateKeyArn", "StaffClientSecretArn"];
    for (name, function) in Template::read().functions() {
        let told = function.settings.values().filter(|value| secrets.contains(&value.as_str()));
        let may_read =
            function.grants.iter().filter(|grant| grant.action == "secretsmanager:GetSecretValue");

        let told: BTreeSet<&String> = told.collect();

        assert_eq!(told, may_read.map(|grant| &grant.on).collect(), "{name}");
    }
}

#[test]
fn the_ports_of_a_function_are_its_permissions() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let code = &code[&name];
        let tables = tables(&function);
        let may_use = |table: &str| tables.contains(table);

        let says = |words: &[&str]| code.library_says(words);
        let steps = says(&[".advance(", ".attempt(", ".settle(", ".commit("]);
        assert_eq!(
            may_use("Journeys"),
            says(&["walk: Walk", "dyn Journeys", "dyn Sessions", "dyn SignOutNotices"]),
            "{name}"
        );
        // Who was told of whom, and who has which record.
        let spreads = says(&["dyn Audience"]);
        assert_eq!(may_use("Users"), spreads || says(&["walk: Walk", "dyn Users"]), "{name}");
        // An email that does not arrive is told to support staff, on its task.
        let follows = says(&["dyn Deliveries", "dyn Feedback"]);
        assert_eq!(may_use("Audit"), steps || follows, "{name}");
        // Ending a sign-in ends what was granted in it, and has services told.
        let ends =
            says(&["dyn Sessions"]) && says(&["sessions.end("]) || says(&["dyn SignOutNotices"]);
        let outbox = steps || follows || ends || says(&["dyn Outbox"]);
        assert_eq!(may_use("Outbox"), outbox, "{name}");
        let tasks =
            says(&[".new_task(", "walk.verdict(", "dyn Reviews", "dyn TrnRequests", "dyn Backlog"]);
        assert_eq!(may_use("Tasks"), tasks || follows, "{name}");
        assert_eq!(may_use("Records"), spreads || says(&["dyn Teachers"]), "{name}");
        assert_eq!(may_use("Clients"), ends || says(&["dyn Clients"]), "{name}");
        let grants =
            ends || says(&["dyn Grants", "dyn Granting", "dyn ClientTokens", "journeys.grant("]);
        assert_eq!(may_use("Grants"), spreads || grants, "{name}");
        let documents = says(&["dyn OneLogin", "dyn Signer", "dyn PublishedKeys"]);
        assert_eq!(may_use("Documents"), documents, "{name}");
        let settings = |setting: &str| function.settings.contains_key(setting);
        assert_eq!(settings("ONE_LOGIN_ISSUER"), says(&["dyn OneLogin"]), "{name}");
        assert_eq!(may_use("Staff"), says(&["dyn StaffSessions"]), "{name}");
        assert_eq!(settings("STAFF_ISSUER"), says(&["dyn StaffSignIn"]), "{name}");
        for secret in ["ONE_LOGIN_PRIVATE_KEY", "STAFF_CLIENT_SECRET"] {
            assert_eq!(
                settings(secret),
                code.main_says(&format!("{secret:?}")),
                "{name}: {secret}"
            );
        }
    }
}

#[test]
fn the_adapters_of_a_function_are_its_permissions() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let uses = |package: &str| code[&name].depends_on(package);
        let settings = |setting: &str| function.settings.contains_key(setting);

        assert_eq!(uses("dynamodb"), !tables(&function).is_empty(), "{name}: dynamodb");
        assert_eq!(uses("staff-sign-in"), settings("STAFF_ISSUER"), "{name}: staff-sign-in");
        assert_eq!(uses("one-login"), settings("ONE_LOGIN_ISSUER"), "{name}: one-login");
        // Who calls a service does so through the one place that looks where it calls.
        assert_eq!(
            uses("calling-services"),
            code[&name].library_says(&["dyn BackChannel", "dyn ClientKeySets", "dyn Webhooks"]),
            "{name}"
        );
        // One that never exchanges a code says that it has no keys.
        let has_none = code[&name].main_says("NoKeys");
        let one_login = settings("ONE_LOGIN_PRIVATE_KEY");
        assert_eq!(uses("signing"), one_login || has_none, "{name}: signing");
        assert_eq!(uses("kms"), code[&name].library_says(&["dyn Signer"]), "{name}: kms");
    }
}

#[test]
fn nobody_signs_by_a_policy_and_the_operator_is_told_who_signs() {
    let template = Template::read();
    for (place, policy) in template.policies() {
        for grant in grants(policy) {
            assert_ne!(grant.action, "kms:Sign", "{place}");
        }
    }
    let code = Code::functions();
    let functions = template.functions();
    let signs = functions.values().filter(|each| code[&each.name].library_says(&["dyn Signer"]));

    let told = template.list_put_out("SigningRoles");

    assert_eq!(told, signs.map(|each| format!("{}Role.Arn", each.id)).collect());
}

#[test]
fn no_function_changes_our_keys_and_what_fetches_those_of_services_changes_none_of_one_logins() {
    for (place, policy) in Template::read().policies() {
        for statement in items(&policy["Statement"]) {
            let on = items(&statement["Resource"]).into_iter().map(refers_to);
            if on.collect::<Vec<_>>().contains(&"Documents.Arn".to_owned()) {
                let keys =
                    &statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
                let reads = items(&statement["Action"]) == ["dynamodb:GetItem"];
                let expected = match (reads, place.starts_with("Token")) {
                    (true, _) => "SIGNING_KEYS",
                    (false, true) => "CLIENT_DOCUMENT#*",
                    (false, false) => "DOCUMENT#*",
                };
                assert_eq!(items(keys), [expected], "{place}");
            }
        }
    }
}

#[test]
fn what_is_written_for_good_is_only_added_to_and_no_table_is_ever_scanned() {
    let actions = [
        "BatchGetItem",
        "BatchWriteItem",
        "ConditionCheckItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "UpdateItem",
    ];
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let (staff, waits) = (name == "support-console", name == "holding-page");
        let tells = name == "trn-requests";
        let is_worker = function.routes.is_empty();
        for (action, table) in on_tables(&function) {
            assert!(actions.contains(&action), "{name} may {action}");
            let may = match table {
                "Audit" => action == "PutItem" || staff && action == "Query",
                "Outbox" | "Tasks" if is_worker => true,
                "Tasks" if tells => action == "GetItem",
                "Outbox" => {
                    action == "PutItem" || staff && ["BatchGetItem", "GetItem"].contains(&action)
                }
                "Tasks" => {
                    let reads = ["BatchGetItem", "GetItem", "DeleteItem"].contains(&action);
                    action == "PutItem" || waits && reads || staff && (reads || action == "Query")
                }
                "Clients" => ["BatchGetItem", "GetItem"].contains(&action),
                "Records" => {
                    let reads = ["BatchGetItem", "GetItem", "Query"].contains(&action);
                    let gives = ["PutItem", "UpdateItem", "ConditionCheckItem"].contains(&action);
                    reads || gives && code[&name].library_says(&["dyn TrnRanges"])
                }
                _ => true,
            };
            assert!(may, "{name} may {action} on {table}");
        }
    }
}

/// The tables a function may use.
fn tables(function: &Function) -> BTreeSet<String> {
    on_tables(function).map(|(_, table)| table.to_owned()).collect()
}

/// What a function may do to which table.
fn on_tables(function: &Function) -> impl Iterator<Item = (&str, &str)> {
    function.grants.iter().filter_map(|grant| {
        let table = grant.on.strip_suffix(".Arn")?;
        Some((grant.action.strip_prefix("dynamodb:")?, table))
    })
}

/// The attributes of a list of them, each with one more thing about it.
fn keys<'a>(value: &'a Value, also: &str) -> Vec<(&'a str, &'a str)> {
    let word = |each: &'a Value, name: &str| each[name].as_str().unwrap_or_default();
    items(value).into_iter().map(|each| (word(each, "AttributeName"), word(each, also))).collect()
}

/// The logical ID of the table a setting names.
fn table_id(setting: &str) -> String {
    let name = setting.strip_suffix("_TABLE").expect("settings of tables end so");
    capital(&name.to_lowercase())
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
