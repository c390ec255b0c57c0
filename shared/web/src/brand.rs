//! Which brand a deployment has: the one it is told to, if its host may carry that and this program was built with it.

use pages::Brand;
use ports::InvalidSetting;

const NAME: &str = "BRAND";

/// The brand called `asked`, at this address of ours. `govuk` is that brand, where this program was built with it.
pub(crate) fn read(
    asked: Option<&str>,
    address: &str,
    govuk: Option<Brand>,
) -> Result<Brand, InvalidSetting> {
    let brand = match asked {
        None | Some("generic") => Brand::Generic,
        Some("govuk") if !may_carry_govuk(address) => return Err(elsewhere()),
        Some("govuk") => govuk.ok_or_else(|| {
            InvalidSetting::new(
                NAME,
                "govuk is not in this program: build it with BRAND=govuk in the environment, as in `BRAND=govuk sam build`",
            )
        })?,
        Some(_) => return Err(InvalidSetting::new(NAME, "is generic or govuk")),
    };
    Ok(brand)
}

/// Refuses a brand that may not be shown at this address of ours.
pub(crate) fn may_show(brand: Brand, address: &str) -> Result<(), InvalidSetting> {
    match brand {
        Brand::Generic => Ok(()),
        Brand::Govuk(_) if may_carry_govuk(address) => Ok(()),
        Brand::Govuk(_) => Err(elsewhere()),
    }
}

fn elsewhere() -> InvalidSetting {
    InvalidSetting::new(NAME, "govuk is for hosts under service.gov.uk and education.gov.uk alone")
}

/// GOV.UK Frontend's rule, and the Department for Education's practice.
fn may_carry_govuk(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, host)| host);
    ["service.gov.uk", "education.gov.uk"]
        .iter()
        .any(|suffix| host.strip_suffix(suffix).is_some_and(|rest| rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::read;

    // Whatever is built together with the local stack has the brand, so no other test can be without it.
    #[test]
    fn a_program_without_the_govuk_brand_refuses_it_and_says_how_to_build_it() {
        let refused = read(Some("govuk"), "https://ctr.education.gov.uk", None).err();

        let said = refused.map(|refused| refused.to_string()).unwrap_or_default();
        assert!(said.starts_with("BRAND: govuk is not in this program: "), "{said}");
        assert!(said.contains("BRAND=govuk sam build") && said.lines().count() == 1, "{said}");
    }
}
