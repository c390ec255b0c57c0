//! Signs with private keys held in memory: the Signer of one machine.
