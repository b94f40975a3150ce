//! Why there is a discount or a charge, by the lists that EN 16931 takes: UNCL 5189 and UNCL 7161.
//!
//! Codes and names are UN/CEFACT's; which of UNCL 5189 are meant, EN 16931 says (BR-CL-19). The usual ones come first.
pub mod list;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::adjustment::AdjustmentKind;

/// A reason for a discount or a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct AdjustmentReason {
    pub kind: AdjustmentKind,
    /// UNCL 5189 of a discount, UNCL 7161 of a charge.
    #[schema(example = "95")]
    pub code: &'static str,
    #[schema(example = "Discount")]
    pub name: &'static str,
}

/// All of them.
pub fn reasons() -> impl Iterator<Item = AdjustmentReason> {
    let of = |kind, reasons: &'static [(&str, &str)]| {
        reasons.iter().map(move |&(code, name)| AdjustmentReason { kind, code, name })
    };
    of(AdjustmentKind::Discount, DISCOUNT_REASONS).chain(of(AdjustmentKind::Charge, CHARGE_REASONS))
}

/// A reason by its code, which says too whether it is one of a discount or of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReasonCode {
    kind: AdjustmentKind,
    code: &'static str,
}

impl ReasonCode {
    /// Takes a code of either list, or says which rule it breaks.
    pub fn parse(code: &str) -> Result<Self, String> {
        reasons()
            .find(|known| known.code == code)
            .map(|AdjustmentReason { kind, code, .. }| Self { kind, code })
            .ok_or_else(|| kernel::rule("unknown_reason_code", "Must be a code of UNCL 5189 or UNCL 7161."))
    }

    /// Of what it is the reason.
    pub fn kind(self) -> AdjustmentKind {
        self.kind
    }

    /// The name of the list that has the reasons of a kind.
    pub fn list_of(kind: AdjustmentKind) -> &'static str {
        match kind {
            AdjustmentKind::Discount => "UNCL 5189",
            AdjustmentKind::Charge => "UNCL 7161",
        }
    }
}

impl Serialize for ReasonCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for ReasonCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl PartialSchema for ReasonCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(2))
            .max_length(Some(3))
            .pattern(Some("^[A-Z0-9]{2,3}$"))
            .examples(["95"])
            .into()
    }
}

impl ToSchema for ReasonCode {}

/// Code and name of each reason for a discount.
const DISCOUNT_REASONS: &[(&str, &str)] = &[
    ("95", "Discount"),
    ("100", "Special rebate"),
    ("64", "Special agreement"),
    ("102", "Fixed long term"),
    ("103", "Temporary"),
    ("104", "Standard"),
    ("105", "Yearly turnover"),
    ("41", "Bonus for works ahead of schedule"),
    ("42", "Other bonus"),
    ("60", "Manufacturer's consumer discount"),
    ("62", "Due to military status"),
    ("63", "Due to work accident"),
    ("65", "Production error discount"),
    ("66", "New outlet discount"),
    ("67", "Sample discount"),
    ("68", "End-of-range discount"),
    ("70", "Incoterm discount"),
    ("71", "Point of sales threshold allowance"),
    ("88", "Material surcharge/deduction"),
];

/// Code and name of each reason for a charge.
const CHARGE_REASONS: &[(&str, &str)] = &[
    ("FC", "Freight service"),
    ("DL", "Delivery"),
    ("PC", "Packing"),
    ("SAA", "Shipping and handling"),
    ("HD", "Handling"),
    ("AAT", "Rush delivery"),
    ("AEL", "Small order processing service"),
    ("IAA", "Installation"),
    ("ABL", "Additional packaging"),
    ("FI", "Financing"),
    ("AA", "Advertising"),
    ("AAA", "Telecommunication"),
    ("AAC", "Technical modification"),
    ("AAD", "Job-order production"),
    ("AAE", "Outlays"),
    ("AAF", "Off-premises"),
    ("AAH", "Additional processing"),
    ("AAI", "Attesting"),
    ("AAS", "Acceptance"),
    ("AAV", "Special construction"),
    ("AAY", "Airport facilities"),
    ("AAZ", "Concession"),
    ("ABA", "Compulsory storage"),
    ("ABB", "Fuel removal"),
    ("ABC", "Into plane"),
    ("ABD", "Overtime"),
    ("ABF", "Tooling"),
    ("ABK", "Miscellaneous"),
    ("ABN", "Dunnage"),
    ("ABR", "Containerisation"),
    ("ABS", "Carton packing"),
    ("ABT", "Hessian wrapped"),
    ("ABU", "Polyethylene wrap packing"),
    ("ACF", "Miscellaneous treatment"),
    ("ACG", "Enamelling treatment"),
    ("ACH", "Heat treatment"),
    ("ACI", "Plating treatment"),
    ("ACJ", "Painting"),
    ("ACK", "Polishing"),
    ("ACL", "Priming"),
    ("ACM", "Preservation treatment"),
    ("ACS", "Fitting"),
    ("ADC", "Consolidation"),
    ("ADE", "Bill of lading"),
    ("ADJ", "Airbag"),
    ("ADK", "Transfer"),
    ("ADL", "Slipsheet"),
    ("ADM", "Binding"),
    ("ADN", "Repair or replacement of broken returnable package"),
    ("ADO", "Efficient logistics"),
    ("ADP", "Merchandising"),
    ("ADQ", "Product mix"),
    ("ADR", "Other services"),
    ("ADT", "Pick-up"),
    ("ADW", "Chronic illness"),
    ("ADY", "New product introduction"),
    ("ADZ", "Direct delivery"),
    ("AEA", "Diversion"),
    ("AEB", "Disconnect"),
    ("AEC", "Distribution"),
    ("AED", "Handling of hazardous cargo"),
    ("AEF", "Rents and leases"),
    ("AEH", "Location differential"),
    ("AEI", "Aircraft refueling"),
    ("AEJ", "Fuel shipped into storage"),
    ("AEK", "Cash on delivery"),
    ("AEM", "Clerical or administrative services"),
    ("AEN", "Guarantee"),
    ("AEO", "Collection and recycling"),
    ("AEP", "Copyright fee collection"),
    ("AES", "Veterinary inspection service"),
    ("AET", "Pensioner service"),
    ("AEU", "Medicine free pass holder"),
    ("AEV", "Environmental protection service"),
    ("AEW", "Environmental clean-up service"),
    ("AEX", "National cheque processing service outside account area"),
    ("AEY", "National payment service outside account area"),
    ("AEZ", "National payment service within account area"),
    ("AJ", "Adjustments"),
    ("AU", "Authentication"),
    ("CA", "Cataloguing"),
    ("CAB", "Cartage"),
    ("CAD", "Certification"),
    ("CAE", "Certificate of conformance"),
    ("CAF", "Certificate of origin"),
    ("CAI", "Cutting"),
    ("CAJ", "Consular service"),
    ("CAK", "Customer collection"),
    ("CAL", "Payroll payment service"),
    ("CAM", "Cash transportation"),
    ("CAN", "Home banking service"),
    ("CAO", "Bilateral agreement service"),
    ("CAP", "Insurance brokerage service"),
    ("CAQ", "Cheque generation"),
    ("CAR", "Preferential merchandising location"),
    ("CAS", "Crane"),
    ("CAT", "Special colour service"),
    ("CAU", "Sorting"),
    ("CAV", "Battery collection and recycling"),
    ("CAW", "Product take back fee"),
    ("CAX", "Quality control released"),
    ("CAY", "Quality control held"),
    ("CAZ", "Quality control embargo"),
    ("CD", "Car loading"),
    ("CG", "Cleaning"),
    ("CS", "Cigarette stamping"),
    ("CT", "Count and recount"),
    ("DAB", "Layout/design"),
    ("DAC", "Assortment allowance"),
    ("DAD", "Driver assigned unloading"),
    ("DAF", "Debtor bound"),
    ("DAG", "Dealer allowance"),
    ("DAH", "Allowance transferable to the consumer"),
    ("DAI", "Growth of business"),
    ("DAJ", "Introduction allowance"),
    ("DAK", "Multi-buy promotion"),
    ("DAL", "Partnership"),
    ("DAM", "Return handling"),
    ("DAN", "Minimum order not fulfilled charge"),
    ("DAO", "Point of sales threshold allowance"),
    ("DAP", "Wholesaling discount"),
    ("DAQ", "Documentary credits transfer commission"),
    ("EG", "Engraving"),
    ("EP", "Expediting"),
    ("ER", "Exchange rate guarantee"),
    ("FAA", "Fabrication"),
    ("FAB", "Freight equalization"),
    ("FAC", "Freight extraordinary handling"),
    ("FH", "Filling/handling"),
    ("GAA", "Grinding"),
    ("HAA", "Hose"),
    ("HH", "Hoisting and hauling"),
    ("IAB", "Installation and warranty"),
    ("ID", "Inside delivery"),
    ("IF", "Inspection"),
    ("IR", "Installation and training"),
    ("IS", "Invoicing"),
    ("KO", "Koshering"),
    ("L1", "Carrier count"),
    ("LA", "Labelling"),
    ("LAA", "Labour"),
    ("LAB", "Repair and return"),
    ("LF", "Legalisation"),
    ("MAE", "Mounting"),
    ("MI", "Mail invoice"),
    ("ML", "Mail invoice to each location"),
    ("NAA", "Non-returnable containers"),
    ("OA", "Outside cable connectors"),
    ("PA", "Invoice with shipment"),
    ("PAA", "Phosphatizing (steel treatment)"),
    ("PL", "Palletizing"),
    ("RAB", "Repacking"),
    ("RAC", "Repair"),
    ("RAD", "Returnable container"),
    ("RAF", "Restocking"),
    ("RE", "Re-delivery"),
    ("RF", "Refurbishing"),
    ("RH", "Rail wagon hire"),
    ("RV", "Loading"),
    ("SA", "Salvaging"),
    ("SAD", "Special packaging"),
    ("SAE", "Stamping"),
    ("SAI", "Consignee unload"),
    ("SG", "Shrink-wrap"),
    ("SH", "Special handling"),
    ("SM", "Special finish"),
    ("SU", "Set-up"),
    ("TAB", "Tank renting"),
    ("TAC", "Testing"),
    ("TT", "Transportation - third party billing"),
    ("TV", "Transportation by vendor"),
    ("V1", "Drop yard"),
    ("V2", "Drop dock"),
    ("WH", "Warehousing"),
    ("XAA", "Combine all same day shipment"),
    ("YY", "Split pick-up"),
    ("ZZZ", "Mutually defined"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_stands_twice_and_each_is_of_one_kind() {
        let mut codes: Vec<_> = reasons().map(|reason| reason.code).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();

        assert_eq!((count, codes.len()), (196, 196));
        assert!(reasons().all(|reason| ReasonCode::parse(reason.code).is_ok_and(|code| code.kind() == reason.kind)));
    }
}
