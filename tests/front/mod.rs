//! `CloudFront` in front of both hosts: nobody comes around it, and it keeps nothing that is somebody's.

use std::collections::BTreeSet;

use oidc::keys::{KEPT_FOR, SWITCH_AFTER};
use serde_yaml_ng::Value;

use crate::deployed::{Template, entries, items, refers_to, text};

/// A policy of AWS: nothing is kept.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/// A policy of AWS: every header, cookie and query string goes on.
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";

/// The errors that `CloudFront` keeps unless it is told not to.
const KEPT_ERRORS: [u64; 11] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

fn front() -> Template {
    Template::at("infra/front/template.yaml")
}

fn distribution(front: &Template) -> Value {
    front.resources()["Distribution"]["Properties"]["DistributionConfig"].clone()
}

fn behaviours(distribution: &Value) -> Vec<Value> {
    let all = items(&distribution["CacheBehaviors"]).into_iter();
    [&distribution["DefaultCacheBehavior"]].into_iter().chain(all).cloned().collect()
}

fn cache_policy(front: &Template, id: &str) -> Value {
    front.resources()[id]["Properties"]["CachePolicyConfig"].clone()
}

#[test]
fn both_host_names_lead_to_cloudfront_and_it_alone_leads_on() {
    let template = Template::read();
    let outputs = &template.whole()["Outputs"];
    for (front, domain, output) in
        [("Front", "Domain", "DomainTarget"), ("StaffFront", "StaffDomain", "StaffDomainTarget")]
    {
        let resources = template.resources();
        let told = &resources[front]["Properties"]["Parameters"];
        let api = &resources[domain]["Properties"]["DomainName"];

        assert_eq!(refers_to(&told["DomainName"]), refers_to(api), "one host name all the way");
        assert_eq!(refers_to(&told["Origin"]), format!("{domain}.RegionalDomainName"));
        assert_eq!(refers_to(&outputs[output]["Value"]), format!("{front}.Outputs.Target"));
        assert_eq!(refers_to(&told["FirewallArn"]), "FirewallArn");
    }
    for (name, output) in entries(outputs) {
        let value = serde_yaml_ng::to_string(&output["Value"]).expect("it can be written");
        assert!(!value.contains("Regional"), "{name} tells a way around CloudFront");
    }
}

#[test]
fn cloudfront_says_the_secret_that_functions_ask_for() {
    let template = Template::read();
    let front = front();
    let secret = |value: &Value| {
        let resolved = refers_to(value);
        let inside = resolved.strip_prefix("{{resolve:secretsmanager:").expect("it is looked up");
        let inside = inside.strip_suffix("::${OriginSecretVersion}}}").expect("at one version");
        inside.strip_prefix("${OriginSecretArn}:SecretString:").expect("in one secret").to_owned()
    };

    let distribution = distribution(&front);
    let origins = items(&distribution["Origins"]);
    let headers = items(&origins[0]["OriginCustomHeaders"]);
    let asked = &template.global("Environment")["Variables"]["ORIGIN_SECRETS"];

    assert_eq!((origins.len(), headers.len()), (1, 1));
    assert_eq!(text(&headers[0]["HeaderName"]), lambda::ORIGIN_HEADER);
    assert_eq!(secret(&headers[0]["HeaderValue"]), "sent");
    assert_eq!(secret(asked), "accepted");
    for (name, function) in template.functions() {
        assert!(!function.settings.contains_key("ORIGIN_SECRETS"), "{name} asks for another");
        let reads = function.grants.iter().any(|grant| grant.on == "OriginSecretArn");
        assert!(!reads, "{name} need not read it");
    }
}

#[test]
fn nothing_is_kept_but_what_is_the_same_for_everybody() {
    let front = front();
    let distribution = distribution(&front);
    let default = &distribution["DefaultCacheBehavior"];

    assert_eq!(text(&default["CachePolicyId"]), CACHING_DISABLED);
    assert_eq!(text(&default["OriginRequestPolicyId"]), ALL_VIEWER);
    let mut kept = BTreeSet::new();
    for behaviour in items(&distribution["CacheBehaviors"]) {
        let policy = cache_policy(&front, &refers_to(&behaviour["CachePolicyId"]));
        let key = &policy["ParametersInCacheKeyAndForwardedToOrigin"];
        let pattern = text(&behaviour["PathPattern"]);
        // What its headers do not say is kept, is not.
        assert_eq!((&policy["MinTTL"], &policy["DefaultTTL"]), (&0.into(), &0.into()));
        assert_eq!(key["CookiesConfig"]["CookieBehavior"], "none", "{pattern}");
        assert_eq!(key["QueryStringsConfig"]["QueryStringBehavior"], "none", "{pattern}");
        assert_eq!(items(&key["HeadersConfig"]["Headers"]), ["Host"], "{pattern}");
        assert!(behaviour["OriginRequestPolicyId"].is_null(), "{pattern} hands more on");
        kept.insert(pattern);
    }
    assert_eq!(kept, ["/.well-known/*", "/assets/*"].map(str::to_owned).into());
    for (name, function) in Template::read().functions() {
        for route in function.routes {
            let inside =
                ["/.well-known/", "/assets/"].iter().any(|each| route.path.starts_with(each));
            let public = ["provider-metadata", "site"].contains(&&*name);
            assert!(!inside || public, "{name}: {}", route.path);
        }
    }
}

#[test]
fn a_file_is_kept_for_a_year_and_keys_for_less_than_it_takes_them_to_sign() {
    let front = front();
    let longest = |id| cache_policy(&front, id)["MaxTTL"].as_u64().expect("it is a number");

    let keys = i64::try_from(longest("PublishedKeys")).expect("it is small");

    assert_eq!(longest("Assets"), 365 * 86_400);
    assert!(keys + KEPT_FOR.as_secs() < SWITCH_AFTER.as_secs());
}

#[test]
fn no_error_is_kept_for_whoever_comes_next() {
    let distribution = distribution(&front());
    let mut told = BTreeSet::new();
    for error in items(&distribution["CustomErrorResponses"]) {
        assert_eq!(error["ErrorCachingMinTTL"], 0);
        assert!(error["ResponsePagePath"].is_null(), "functions have pages of their own");
        told.extend(error["ErrorCode"].as_u64());
    }

    assert_eq!(told, KEPT_ERRORS.into());
}

#[test]
fn a_function_sees_every_method_and_packs_what_it_wants_packed() {
    for behaviour in behaviours(&distribution(&front())) {
        assert_eq!(items(&behaviour["AllowedMethods"]).len(), 7);
        assert_eq!(behaviour["Compress"], false);
    }
}

#[test]
fn nothing_is_said_in_the_clear() {
    let distribution = distribution(&front());
    let (certificate, origin) = (&distribution["ViewerCertificate"], &distribution["Origins"][0]);

    assert_eq!(certificate["MinimumProtocolVersion"], "TLSv1.2_2021");
    assert_eq!(distribution["HttpVersion"], "http2and3");
    assert_eq!(origin["CustomOriginConfig"]["OriginProtocolPolicy"], "https-only");
    assert_eq!(items(&origin["CustomOriginConfig"]["OriginSSLProtocols"]), ["TLSv1.2"]);
    for behaviour in behaviours(&distribution) {
        assert_eq!(behaviour["ViewerProtocolPolicy"], "redirect-to-https");
        assert_eq!(behaviour["TargetOriginId"], origin["Id"]);
    }
}

#[test]
fn nothing_is_logged_that_has_addresses_of_people_or_query_strings() {
    let front = front();

    assert!(distribution(&front)["Logging"].is_null());
    for (id, resource) in front.resources() {
        let kind = text(&resource["Type"]);
        assert!(["Distribution", "CachePolicy"].iter().any(|each| kind.ends_with(each)), "{id}");
    }
}

#[test]
fn every_request_passes_the_firewall() {
    assert_eq!(refers_to(&distribution(&front())["WebACLId"]), "FirewallArn");
}
