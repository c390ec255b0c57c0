//! The two APIs, as they are deployed: what leads where, and what is logged of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    code::{self, Code},
    deployed::{Route, Template, entries, refers_to, text},
};

/// The API of teachers and calling services.
const API: &str = "Api";

/// The API of support staff.
const STAFF_API: &str = "StaffApi";

#[test]
fn the_routes_of_a_function_are_the_paths_it_serves() {
    let code = Code::functions();
    for (name, function) in Template::read().functions() {
        let routed = function.routes.iter().map(|route| route.path.clone());

        let routed: BTreeSet<String> = routed.filter(|path| path != "$default").collect();

        assert_eq!(routed, code[&name].paths(), "{name}");
    }
}

#[test]
fn every_path_of_the_journey_leads_somewhere() {
    let functions = Template::read().functions();
    let all = functions.values().flat_map(|function| &function.routes);
    let routed: BTreeSet<&String> =
        all.filter(|route| route.api == API).map(|route| &route.path).collect();

    for (name, path) in code::journey_paths() {
        assert!(routed.contains(&path), "{name} ({path}) leads nowhere");
    }
}

#[test]
fn no_route_leads_to_two_functions_and_the_default_leads_to_the_site() {
    let mut seen = BTreeMap::new();
    for (name, function) in Template::read().functions() {
        for route in function.routes {
            assert_eq!(seen.insert(route.clone(), name.clone()), None, "{route:?}");
        }
    }

    for api in [API, STAFF_API] {
        let default =
            Route { api: api.to_owned(), method: "ANY".to_owned(), path: "$default".to_owned() };
        assert_eq!(seen.get(&default).map(String::as_str), Some("site"), "{api}");
    }
}

#[test]
fn support_staff_and_teachers_share_a_host_with_nothing_but_static_files() {
    let of_staff = |route: &&Route| route.api == STAFF_API;
    for (name, function) in Template::read().functions() {
        let shared: Vec<&str> =
            function.routes.iter().filter(of_staff).map(|route| &*route.path).collect();

        match name.as_str() {
            "support-console" => assert_eq!(shared.len(), function.routes.len(), "{name}"),
            "site" => assert_eq!(shared, ["$default", "/assets/{file}"], "{name}"),
            _ => assert_eq!(shared, Vec::<&str>::new(), "{name}"),
        }
    }
}

#[test]
fn every_api_has_a_host_name_of_its_own_and_answers_nowhere_else() {
    let template = Template::read();
    let apis = template.of_type("AWS::Serverless::HttpApi");
    let domains = template.of_type("AWS::ApiGatewayV2::DomainName");
    let mut hosts = BTreeMap::new();
    for mapping in template.of_type("AWS::ApiGatewayV2::ApiMapping").values() {
        let properties = &mapping["Properties"];
        let (api, domain) = (refers_to(&properties["ApiId"]), refers_to(&properties["DomainName"]));
        assert_eq!(refers_to(&properties["Stage"]), format!("{api}.Stage"));
        hosts.insert(refers_to(&domains[&domain]["Properties"]["DomainName"]), api);
    }

    let of = |host: &str, api: &str| (host.to_owned(), api.to_owned());
    assert_eq!(hosts, BTreeMap::from([of("DomainName", API), of("StaffDomainName", STAFF_API)]));
    assert_eq!(apis.keys().collect::<Vec<_>>(), [API, STAFF_API]);
    let mut logs = BTreeSet::new();
    for (id, api) in apis {
        assert_eq!(api["Properties"]["DisableExecuteApiEndpoint"], true, "{id}");
        let log = refers_to(&api["Properties"]["AccessLogSettings"]["DestinationArn"]);
        assert!(logs.insert(log), "{id} shares its access log");
    }
}

#[test]
fn a_function_sees_every_method_of_its_paths() {
    for (name, function) in Template::read().functions() {
        for route in &function.routes {
            let any = Route { method: "ANY".to_owned(), ..route.clone() };
            assert!(function.routes.contains(&any), "{name}: {}", route.path);
        }
    }
}

#[test]
fn every_throttle_is_of_a_route_there_is() {
    let template = Template::read();
    let functions = template.functions();
    let routes: BTreeSet<(&str, String)> = functions
        .values()
        .flat_map(|function| &function.routes)
        .map(|route| (&*route.api, format!("{} {}", route.method, route.path)))
        .collect();

    for (id, api) in template.of_type("AWS::Serverless::HttpApi") {
        assert!(
            !api["Properties"]["DefaultRouteSettings"]["ThrottlingRateLimit"].is_null(),
            "{id}"
        );
        for (route, _) in entries(&api["Properties"]["RouteSettings"]) {
            let known = routes.contains(&(&*id, route.clone()));
            assert!(known, "{route} is throttled and does not exist");
        }
    }
}

#[test]
fn the_access_log_says_nothing_about_a_person() {
    for (id, api) in Template::read().of_type("AWS::Serverless::HttpApi") {
        let format = text(&api["Properties"]["AccessLogSettings"]["Format"]);
        for revealing in ["path", "identity", "sourceIp", "userAgent", "authorizer", "querystring"]
        {
            assert!(!format.contains(revealing), "{id} logs {revealing}");
        }
    }
}
