//! The sign-in of an organisation, saying what it was told to. What speaks the protocol is in
//! `testing::staff`.

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use ports::{Fault, StaffAttempt, StaffMember, StaffRefused, StaffSignIn, StaffTrip};

#[derive(Debug, Default)]
pub(crate) struct ScriptedSignIn {
    is_down: AtomicBool,
    outcomes: Mutex<VecDeque<Result<StaffMember, StaffRefused>>>,
    codes: Mutex<Vec<String>>,
}

impl ScriptedSignIn {
    pub(crate) const ISSUER: &str = "https://sign-in.example";

    /// It cannot be reached from now on.
    pub(crate) fn go_down(&self) {
        self.is_down.store(true, Ordering::SeqCst);
    }

    /// What comes of the next code.
    pub(crate) fn answer_next(&self, outcome: Result<StaffMember, StaffRefused>) {
        self.outcomes.lock().unwrap().push_back(outcome);
    }

    /// Every code that was exchanged.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.codes.lock().unwrap().clone()
    }

    fn reached(&self) -> Result<(), Fault> {
        if self.is_down.load(Ordering::SeqCst) {
            return Err(Fault::new("asking the sign-in", "it does not answer"));
        }
        Ok(())
    }
}

#[async_trait]
impl StaffSignIn for ScriptedSignIn {
    fn issuer(&self) -> &str {
        Self::ISSUER
    }

    async fn set_out(&self, trip: &StaffTrip) -> Result<String, Fault> {
        self.reached()?;
        Ok(format!("{}/authorize?state={}", Self::ISSUER, trip.state.expose()))
    }

    async fn come_back(
        &self,
        code: &str,
        _: &StaffAttempt,
    ) -> Result<Result<StaffMember, StaffRefused>, Fault> {
        self.codes.lock().unwrap().push(code.to_owned());
        self.reached()?;
        Ok(self.outcomes.lock().unwrap().pop_front().expect("an outcome was told"))
    }

    async fn sign_out_address(&self) -> Result<Option<String>, Fault> {
        self.reached()?;
        Ok(Some(format!("{}/sign-out", Self::ISSUER)))
    }

    fn sign_out_origin(&self) -> String {
        Self::ISSUER.to_owned()
    }
}
