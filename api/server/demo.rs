//! The two demo organisations: a hotel with people in all roles, and a clinic so that isolation can be seen. And the operators of the demo.
mod front_door;
pub mod inbox;
pub mod operators;
mod story;

use access::{
    Chance, Entering, PlanePasswords, Role,
    founding::{self, Founder, Founding, Joining},
};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use kernel::{Currency, DepartmentId, Error, PersonId};
use sqlx::postgres::PgConnectOptions;

use self::front_door::FrontDoor;
use crate::command::place::{HomePlace, Place};
use std::net::SocketAddr;

/// The one demo password; production refuses to start where the demo's organisations are.
pub const PASSWORD: &str = "correct horse battery staple";

struct Demo {
    founding: Founding<'static>,
    /// Where it lives, if that home is served here; else in the first one.
    home: &'static str,
    departments: &'static [(&'static str, &'static str)],
    /// Name, mailbox, role, department's code, whether they head it.
    people: &'static [(&'static str, &'static str, Role, &'static str, bool)],
    layout: &'static str,
}

const HOTEL: Demo = Demo {
    founding: Founding {
        slug: "harbour-house",
        name: "Harbour House",
        base_currency: "EUR",
        time_zone: "Europe/Dublin",
        locale: "en-IE",
    },
    home: "eu1",
    departments: &[
        ("Kitchen", "KIT"),
        ("Housekeeping", "HSK"),
        ("Engineering", "ENG"),
        ("Front Office", "FRO"),
        ("Spa", "SPA"),
    ],
    people: &[
        ("Aoife Brennan", "requester", Role::Requester, "KIT", false),
        ("Marcus Feld", "hod", Role::HeadOfDepartment, "KIT", true),
        ("Ines Carvalho", "accounts", Role::Accounts, "", false),
        ("Tomás Keane", "accounts2", Role::Accounts, "", false),
        ("Gillian Marsh", "gm", Role::GeneralManager, "", false),
        ("Sam Okonkwo", "admin", Role::Admin, "", false),
        ("Eleanor Whitby", "owner", Role::Owner, "", false),
        ("Jonas Lindqvist", "auditor", Role::Auditor, "", false),
        ("Nadia Petrova", "housekeeping", Role::Requester, "HSK", false),
        ("Claire Dunne", "hod.housekeeping", Role::HeadOfDepartment, "HSK", true),
        ("Peter Novák", "engineering", Role::Requester, "ENG", false),
        ("Ruth Adeyemi", "hod.engineering", Role::HeadOfDepartment, "ENG", true),
        ("Sofia Marino", "hod.front-office", Role::HeadOfDepartment, "FRO", true),
        ("Lena Vogt", "hod.spa", Role::HeadOfDepartment, "SPA", true),
    ],
    layout: include_str!("demo/harbour_house.sql"),
};

const CLINIC: Demo = Demo {
    founding: Founding {
        slug: "alder-clinic",
        name: "Alder Clinic",
        base_currency: "GBP",
        time_zone: "Europe/London",
        locale: "en-GB",
    },
    home: "us1",
    departments: &[("Surgery", "SUR"), ("Reception", "REC")],
    people: &[
        ("Priya Shah", "requester", Role::Requester, "SUR", false),
        ("Daniel Okafor", "hod", Role::HeadOfDepartment, "SUR", true),
        ("Maeve Lynch", "accounts", Role::Accounts, "", false),
        ("Oliver Stone", "accounts2", Role::Accounts, "", false),
        ("Helen Ward", "gm", Role::GeneralManager, "", false),
        ("Yusuf Demir", "admin", Role::Admin, "", false),
        ("Catherine Alder", "owner", Role::Owner, "", false),
        ("Ben Frost", "auditor", Role::Auditor, "", false),
    ],
    layout: include_str!("demo/alder_clinic.sql"),
};

/// Whether one of them lives in this home.
pub async fn is_there(home: &HomePlace, passwords: &PlanePasswords) -> Result<bool, Error> {
    let mut connection = founding::connect(&home.address, passwords).await?;
    let mut is_there = false;
    for demo in [HOTEL, CLINIC] {
        is_there |= founding::find(&mut connection, demo.founding.slug).await?.is_some();
    }
    Ok(is_there)
}

/// Loads both, unless one is there; says whether it did.
pub async fn load(place: &Place, argon2_kib: u32) -> Result<bool, Error> {
    let passwords = place.passwords();
    for home in &place.homes {
        if is_there(home, &passwords).await? {
            return Ok(false);
        }
    }
    let hash = hash_of_password(argon2_kib)?;
    for demo in [HOTEL, CLINIC] {
        let home = place.home(Some(demo.home)).or_else(|_| place.home(None))?;
        found(home, &place.directory, &passwords, &demo, &hash).await?;
    }
    Ok(true)
}

async fn found(
    home: &HomePlace,
    directory: &PgConnectOptions,
    passwords: &PlanePasswords,
    demo: &Demo,
    hash: &str,
) -> Result<(), Error> {
    let chance = Chance::of_system();
    let mut connection = founding::connect(&home.address, passwords).await?;
    let mut founder = Founder::begin(&mut connection, &chance, &demo.founding).await?;
    let slug = demo.founding.slug;
    let entering = Entering::begin(directory, slug, founder.org_id(), &home.code).await?;
    let entering = entering.ok_or_else(|| std::io::Error::other(format!("{slug} lives in another home already")))?;
    let mut departments: Vec<(&str, DepartmentId)> = Vec::new();
    for (name, code) in demo.departments {
        departments.push((code, founder.add_department(name, code).await?));
    }
    for (name, mailbox, role, code, is_head) in demo.people {
        let department = departments.iter().find(|(known, _)| known == code).map(|(_, id)| *id);
        let email = format!("{mailbox}@{}.example", demo.founding.slug);
        let joining = Joining { name, email: &email, roles: &[*role], department };
        let person: PersonId = founder.add_person(&joining).await?;
        founder.set_password(person, hash).await?;
        if let (true, Some(department)) = (is_head, department) {
            founder.make_head(department, person).await?;
        }
    }
    let currency = Currency::parse(demo.founding.base_currency).map_err(std::io::Error::other)?;
    approval::found(&mut founder, currency).await?;
    founder.lay_out(demo.layout).await?;
    founder.commit().await?;
    entering.keep().await
}

/// Tells what has happened so far, through the server that listens at `address`.
pub async fn tell(address: SocketAddr, origin: &str) -> Result<(), Error> {
    for (demo, tale) in [(HOTEL, story::HOTEL), (CLINIC, story::CLINIC)] {
        let mut door = FrontDoor::of(format!("http://{address}"), origin, demo.founding.slug, PASSWORD);
        story::tell(&mut door, &tale).await?;
    }
    Ok(())
}

fn hash_of_password(argon2_kib: u32) -> Result<String, Error> {
    let params = Params::new(argon2_kib, 3, 1, None).map_err(|error| std::io::Error::other(error.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(PASSWORD.as_bytes()).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(hash.to_string())
}

/// What the person who started it may sign in with.
pub fn sign_ins() -> String {
    let rows: String = HOTEL
        .people
        .iter()
        .take(8)
        .map(|(name, mailbox, role, ..)| {
            format!("    {:<32} {name}, {role}\n", format!("{mailbox}@{}.example", HOTEL.founding.slug))
        })
        .collect();
    format!(
        "  Sign in with organisation {} and password \"{PASSWORD}\":\n{rows}  The same mailboxes exist at {}.example, organisation {}, in a home of its own where there are several.\n",
        HOTEL.founding.slug, CLINIC.founding.slug, CLINIC.founding.slug
    )
}
