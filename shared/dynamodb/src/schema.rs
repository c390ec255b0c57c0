//! The tables themselves: what the template deploys, and what one machine creates.

use std::time::Duration;

use aws_sdk_dynamodb::{
    Client,
    client::Waiters,
    types::{
        AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
        StreamSpecification, StreamViewType, TimeToLiveSpecification,
    },
};
use ports::Fault;

use crate::{Table, TableNames, faults};

/// The attribute after whose second DynamoDB may delete an item.
pub const EXPIRY_ATTRIBUTE: &str = "expires_at";

/// How long a new table may take to become usable.
const PATIENCE: Duration = Duration::from_mins(1);

/// One table. All have string keys `pk` and `sk`, and are billed by the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What it is called.
    pub name: String,
    /// The setting that names it.
    pub setting: &'static str,
    /// Whether its items expire, by [`EXPIRY_ATTRIBUTE`].
    pub expires: bool,
    /// Whether its changes are streamed, with the new image.
    pub streamed: bool,
}

/// Every table that has a name.
pub fn tables(names: &TableNames) -> Vec<Shape> {
    let shape = |table: Table| {
        let (expires, streamed) = match table {
            Table::Journeys | Table::Grants | Table::Staff => (true, false),
            Table::Outbox => (false, true),
            Table::Users
            | Table::Records
            | Table::Clients
            | Table::Tasks
            | Table::Audit
            | Table::Documents => (false, false),
        };
        let name = names.name(table).ok()?.to_owned();
        Some(Shape { name, setting: table.setting(), expires, streamed })
    };
    Table::ALL.into_iter().filter_map(shape).collect()
}

/// Creates every table that has a name and is not there yet.
///
/// # Errors
/// DynamoDB refused, or a table did not become usable.
pub async fn create(client: &Client, names: &TableNames) -> Result<(), Fault> {
    for table in tables(names) {
        create_table(client, &table).await?;
    }
    Ok(())
}

async fn create_table(client: &Client, table: &Shape) -> Result<(), Fault> {
    const DOING: &str = "creating a table";
    let keys = [("pk", KeyType::Hash), ("sk", KeyType::Range)];
    let mut request =
        client.create_table().table_name(&table.name).billing_mode(BillingMode::PayPerRequest);
    for (key, kind) in keys {
        let attribute = AttributeDefinition::builder()
            .attribute_name(key)
            .attribute_type(ScalarAttributeType::S)
            .build();
        let key = KeySchemaElement::builder().attribute_name(key).key_type(kind).build();
        request = request
            .key_schema(key.expect("the name and the type were given"))
            .attribute_definitions(attribute.expect("the name and the type were given"));
    }
    if table.streamed {
        let stream = StreamSpecification::builder()
            .stream_enabled(true)
            .stream_view_type(StreamViewType::NewImage)
            .build();
        request = request.stream_specification(stream.expect("whether it is enabled was given"));
    }
    match request.send().await {
        Ok(_) => {}
        Err(error) if faults::code(&error) == Some("ResourceInUseException") => return Ok(()),
        Err(error) => return Err(faults::fault(DOING)(error)),
    }
    client
        .wait_until_table_exists()
        .table_name(&table.name)
        .wait(PATIENCE)
        .await
        .map_err(|_| Fault::new(DOING, faults::Trouble::NotReady))?;
    if table.expires {
        let expiry =
            TimeToLiveSpecification::builder().enabled(true).attribute_name(EXPIRY_ATTRIBUTE);
        client
            .update_time_to_live()
            .table_name(&table.name)
            .time_to_live_specification(expiry.build().expect("both members were given"))
            .send()
            .await
            .map_err(faults::fault(DOING))?;
    }
    Ok(())
}
