//! TLS as every call has it. Roots are constants of the program: reading the system's bundle takes longer than everything else a
//! first call does.

use std::sync::Arc;

use ports::{Fault, MoreRoots};
use rustls::{
    CipherSuite, ClientConfig, RootCertStore,
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, TrustAnchor, pem::PemObject},
};

/// What the names of Amazon Trust Services' roots end in (<https://www.amazontrust.com/repository/>).
const OF_AMAZON: [&str; 5] = [
    "Amazon Root CA 1",
    "Amazon Root CA 2",
    "Amazon Root CA 3",
    "Amazon Root CA 4",
    "Starfield Services Root Certificate Authority - G2",
];

/// Who may vouch for whoever is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouching {
    /// Any of the public authorities, as Mozilla has them.
    Anybody,
    /// Amazon's alone: nobody else vouches for AWS.
    Amazon,
}

/// TLS with whoever these vouch for, and `more` besides.
///
/// # Errors
/// The versions of TLS cannot be chosen, or what was given besides is no root.
pub fn config(vouching: Vouching, more: &MoreRoots) -> Result<ClientConfig, Fault> {
    const READING: &str = "reading root certificates";
    let mut roots = RootCertStore { roots: anchors(vouching) };
    for certificate in CertificateDer::pem_slice_iter(more.pem().unwrap_or_default().as_bytes()) {
        let certificate = certificate.map_err(|error| Fault::new(READING, error))?;
        roots.add(certificate).map_err(|error| Fault::new(READING, error))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Fault::new("choosing versions of TLS", error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// The cryptography, and what is asked for first: AES with 128 bits, which comes with SHA-256. Processors have instructions for that,
/// and Lambda's have none for the SHA-384 that comes with 256 bits (Graviton2), so that a handshake takes longer.
fn provider() -> CryptoProvider {
    let mut provider = aws_lc_rs::default_provider();
    provider.cipher_suites.sort_by_key(|suite| !has_128_bits(suite.suite()));
    provider
}

fn has_128_bits(suite: CipherSuite) -> bool {
    matches!(
        suite,
        CipherSuite::TLS13_AES_128_GCM_SHA256
            | CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            | CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
    )
}

fn anchors(vouching: Vouching) -> Vec<TrustAnchor<'static>> {
    let all = webpki_roots::TLS_SERVER_ROOTS;
    match vouching {
        Vouching::Anybody => all.to_vec(),
        Vouching::Amazon => all.iter().filter(|anchor| is_amazons(anchor)).cloned().collect(),
    }
}

fn is_amazons(anchor: &TrustAnchor<'_>) -> bool {
    OF_AMAZON.iter().any(|name| anchor.subject.ends_with(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use ports::{MoreRoots, Variables};

    use super::{Vouching, anchors, config, has_128_bits, provider};

    #[test]
    fn aws_is_vouched_for_by_the_five_roots_of_amazon_alone() {
        assert_eq!(anchors(Vouching::Amazon).len(), 5);
        assert!(anchors(Vouching::Anybody).len() > 100);
    }

    #[test]
    fn whatever_the_version_of_tls_128_bits_are_asked_for_first() {
        let suites = provider().cipher_suites;
        let is_short: Vec<bool> = suites.iter().map(|it| has_128_bits(it.suite())).collect();

        assert_eq!(is_short.iter().filter(|is_short| **is_short).count(), 3);
        assert_eq!(&is_short[..3], [true; 3]);
        assert!(is_short.len() > 3);
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        let given = |pem: &'static str| {
            MoreRoots::read(&Variables::new(move |_| Some(pem.to_owned()))).ok()
        };
        let broken = given("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assert_eq!(given("nothing of the kind"), None);
        assert!(config(Vouching::Amazon, &broken.unwrap_or_default()).is_err());
    }
}
