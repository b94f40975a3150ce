//! Whoever confirms: by the code that was mailed, or by a passkey.
use std::ops::Deref;

use crate::{
    identity::browser::Browser,
    support::{Answer, Device, Organisation, Person},
};

/// The two ways to confirm.
#[derive(Debug, Clone, Copy)]
pub enum By {
    Code,
    Passkey,
}

/// An owner who confirms in one of them.
pub struct Confirmer<'a> {
    person: Person<'a>,
    pub device: Option<Device>,
    hotel: &'a Organisation<'a>,
}

impl By {
    pub const BOTH: [Self; 2] = [Self::Code, Self::Passkey];

    /// The owner of an organisation, signed in.
    pub async fn owner<'a>(self, hotel: &'a Organisation<'_>) -> Confirmer<'a> {
        match self {
            Self::Code => Confirmer { person: hotel.owner().await, device: None, hotel },
            Self::Passkey => {
                let (mut desk, mut device) = (hotel.owner_signs_in().await, Device::default());
                desk.adds_a_passkey(&mut device).await;
                Confirmer { person: owner(hotel, &desk), device: Some(device), hotel }
            }
        }
    }

    /// The same proof, but wrong.
    pub fn spoilt(self, proof: &str) -> String {
        match self {
            Self::Code => format!("{}:27182818", proof.split_once(':').unwrap().0),
            Self::Passkey => {
                let (signed, _) = proof.rsplit_once('.').unwrap();
                format!("{signed}.MEUCIQDxkJ4")
            }
        }
    }
}

impl<'a> Confirmer<'a> {
    /// What to send as `Confirmation` after such an answer.
    pub async fn learns(&mut self, asked: &Answer) -> String {
        match &mut self.device {
            None => self.person.learns_code(asked).await,
            Some(device) => self.person.signs(device, asked).await,
        }
    }

    /// Another session of the same owner.
    pub async fn elsewhere(&mut self) -> Person<'a> {
        let Some(device) = &mut self.device else { return self.hotel.owner().await };
        let mut desk = Browser::new(self.hotel.app);
        desk.signs_in_with(device).await.is(200);
        owner(self.hotel, &desk)
    }
}

impl<'a> Deref for Confirmer<'a> {
    type Target = Person<'a>;
    fn deref(&self) -> &Person<'a> {
        &self.person
    }
}

fn owner<'a>(hotel: &'a Organisation<'_>, desk: &Browser<'_>) -> Person<'a> {
    Person { id: hotel.people.owner, ..hotel.app.with_token(&desk.token) }
}
