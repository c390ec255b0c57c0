//! Certificates of the shape that AWS shows: an RSA key of 2048 bits, vouched for by an intermediate, vouched for by a root.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
    PKCS_RSA_SHA256,
};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio_rustls::TlsAcceptor;

/// What shows the certificates, and whom to believe so that they are believed.
pub(crate) struct Certificates {
    pub(crate) acceptor: TlsAcceptor,
    /// The root, as PEM.
    pub(crate) root: String,
}

impl Certificates {
    /// Those of `localhost`.
    pub(crate) fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let root = CertifiedIssuer::self_signed(authority("Root"), key()?)?;
        let between = CertifiedIssuer::signed_by(authority("Intermediate"), key()?, &root)?;
        let own_key = key()?;
        let own = CertificateParams::new(vec!["localhost".to_owned()])?;
        let own = own.signed_by(&own_key, &between)?;
        let chain: Vec<CertificateDer<'static>> = vec![own.der().clone(), between.der().clone()];
        let own_key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, own_key)?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), root: root.pem() })
    }
}

fn key() -> Result<KeyPair, rcgen::Error> {
    KeyPair::generate_for(&PKCS_RSA_SHA256)
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}
