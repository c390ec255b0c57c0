//! A console over a store, the people in front of it, and the people they are asked about.

pub(crate) mod people;
pub(crate) mod sign_in;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use identity::TaskId;
use jose::Secret;
use journey::ReviewKind;
use ports::{Clock, ReviewTask, StaffMember, StaffRole, StaffSession, Variables};
use support_console::{Console, Desk, router};
use testing::{
    SystemEntropy, World,
    asking::{self, Answer, get, post, with},
    journeys::{anne, client, may_allocate},
};

use people::{REFERENCE, raise};
use sign_in::ScriptedSignIn;

/// Where the console is.
pub(crate) const ORIGIN: &str = "https://console.example";

/// A console, and everything around it.
pub(crate) struct Office {
    pub(crate) world: World,
    pub(crate) sign_in: Arc<ScriptedSignIn>,
    pub(crate) router: Router,
}

/// A member of support staff who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) session: Secret,
    /// The token of their forms.
    pub(crate) csrf: String,
}

/// Somebody of the organisation.
pub(crate) fn member(key: &str, roles: &[StaffRole]) -> StaffMember {
    let name = format!("{}{} Jones", key[..1].to_uppercase(), &key[1..]);
    StaffMember { id: key.parse().unwrap(), name, roles: roles.iter().copied().collect() }
}

/// The request as a browser with this cookie sends it.
pub(crate) fn carrying(request: Request<Body>, name: &str, secret: &Secret) -> Request<Body> {
    with(request, "cookie", &format!("{name}={}", secret.expose()))
}

/// The value of a cookie that an answer sets.
pub(crate) fn given(answer: &Answer, name: &str) -> Option<Secret> {
    let (_, rest) = answer.cookie(name)?.split_once('=')?;
    Some(Secret::presented(rest.split(';').next().unwrap_or_default()))
}

impl Office {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        world.store().register(&client(may_allocate())).await.unwrap();
        let sign_in = Arc::new(ScriptedSignIn::default());
        let settings = world.settings();
        let settings = Variables::new(move |name| match name {
            "STAFF_ORIGIN" => Some(ORIGIN.to_owned()),
            name => settings.optional(name),
        });
        let store = world.store();
        let router = router(Console {
            desk: Desk::read(&settings, world.time(), world.chance()).unwrap(),
            sign_in: sign_in.clone(),
            sessions: store.staff_sessions(),
            reviews: store.reviews(),
            users: store.users(),
            teachers: store.teachers(),
            ranges: store.trn_ranges(),
            clients: store.clients(),
        });
        Self { world, sign_in, router }
    }

    /// Asks the console. Nothing personal may stand in an address, whoever asks for what.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        crate::privacy::an_address_says_nothing(&request.uri().to_string());
        let answer = asking::ask(&self.router, request).await;
        for address in crate::privacy::addresses(&answer) {
            crate::privacy::an_address_says_nothing(&address);
        }
        answer
    }

    /// Somebody with these roles, signed in since now.
    pub(crate) async fn member(&self, key: &str, roles: &[StaffRole]) -> Member {
        let session = ports::secret(&SystemEntropy);
        let now = self.world.clock().now();
        let staff = StaffSession { member: member(key, roles), since: now, seen: now };
        self.world.store().staff_sessions().keep(&session.digest(), &staff).await.unwrap();
        let signed_in = Member { session, csrf: String::new() };
        let page = self.get(&signed_in, "/tasks").await;
        Member { csrf: page.value("csrf").unwrap().to_owned(), ..signed_in }
    }

    /// Priya, who may decide.
    pub(crate) async fn priya(&self) -> Member {
        self.member("priya", &[StaffRole::Caseworker]).await
    }

    /// Tom, who may decide.
    pub(crate) async fn tom(&self) -> Member {
        self.member("tom", &[StaffRole::Caseworker]).await
    }

    /// Vera, who may look.
    pub(crate) async fn vera(&self) -> Member {
        self.member("vera", &[StaffRole::Viewer]).await
    }

    pub(crate) async fn get(&self, who: &Member, path: &str) -> Answer {
        self.ask(carrying(get(path), "__Host-staff", &who.session)).await
    }

    /// Sends a form of theirs.
    pub(crate) async fn post(&self, who: &Member, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = [("csrf", who.csrf.as_str())];
        let fields = [fields, &token].concat();
        self.ask(carrying(post(path, &fields), "__Host-staff", &who.session)).await
    }

    /// Has Anne raise a task of this kind.
    pub(crate) async fn raised(&self, kind: ReviewKind) -> TaskId {
        raise(&self.world, &anne(), kind, REFERENCE).await
    }

    /// A task, as it is now.
    pub(crate) async fn task(&self, id: &TaskId) -> ReviewTask {
        self.world.store().reviews().task(id).await.unwrap().unwrap()
    }

    /// Opens a task.
    pub(crate) async fn open(&self, who: &Member, id: &TaskId) -> Answer {
        let page = self.get(who, &of(id, "")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page
    }

    /// Chooses on a page of a task, and goes on to *Check and confirm*.
    pub(crate) async fn choose(
        &self,
        who: &Member,
        (id, page): (&TaskId, &Answer),
        fields: &[(&str, &str)],
    ) -> Answer {
        let seen = [("seen", page.value("seen").unwrap())];
        self.post(who, &of(id, ""), &[fields, &seen].concat()).await
    }

    /// Confirms what was chosen on that page.
    pub(crate) async fn confirm(
        &self,
        who: &Member,
        (id, page): (&TaskId, &Answer),
        fields: &[(&str, &str)],
    ) -> Answer {
        let seen = [("seen", page.value("seen").unwrap())];
        self.post(who, &of(id, "/decide"), &[fields, &seen].concat()).await
    }

    /// Opens a task, chooses, and confirms.
    pub(crate) async fn decide(
        &self,
        who: &Member,
        id: &TaskId,
        fields: &[(&str, &str)],
    ) -> Answer {
        let page = self.open(who, id).await;
        let confirmation = self.choose(who, (id, &page), fields).await;
        assert_eq!(confirmation.heading(), "Check and confirm", "{}", confirmation.text());
        self.confirm(who, (id, &confirmation), fields).await
    }
}

/// An address of a task.
pub(crate) fn of(id: &TaskId, path: &str) -> String {
    format!("/tasks/{}{path}", id.as_str())
}
