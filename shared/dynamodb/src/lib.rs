//! Everything this service remembers, in DynamoDB: stored shapes, keys and transactions.
