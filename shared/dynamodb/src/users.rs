//! One Login users.

use async_trait::async_trait;
use identity::Subject;
use ports::{Fault, User, Users};

use crate::{
    Store, Table,
    item::{self, Key},
};

pub(crate) fn key(subject: &Subject) -> Key {
    Key::new(format!("USER#{}", subject.as_str()), "USER")
}

#[async_trait]
impl Users for Store {
    async fn user(&self, subject: &Subject) -> Result<User, Fault> {
        const DOING: &str = "loading a One Login user";
        match self.item(DOING, self.table(Table::Users)?, key(subject)).await? {
            None => Ok(User::unknown(subject.clone())),
            Some(item) => item::read("user", item).map_err(|trouble| Fault::new(DOING, trouble)),
        }
    }
}
