//! Lambda entry point. What the function does is in the library.

use web::Deployment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::http(async |host| {
        let deployment = Deployment::read(host.variables(), host.clock(), host.entropy())?;
        Ok(site::router(&deployment))
    })
    .await
}
