//! Lambda entry point. What the function does is in the library.

use dynamodb::{Store, Table};
use userinfo::{UserInfo, router};
use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let tables = [Table::Users, Table::Records, Table::Grants];
        let store = Store::connect(&host.aws()?, host.variables(), &tables)?;
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        let (grants, users, teachers) = (store.grants(), store.users(), store.teachers());
        let (clock, entropy) = (host.clock(), host.entropy());
        let issuer = deployment.issuer().to_owned();
        let user_info = UserInfo { grants, users, teachers, clock, entropy, issuer };
        Ok(web::serve(router(user_info), &deployment))
    })
    .await
}
