//! What is asked of an export: the filters of the list, and the form of the file.
use std::future::{Ready, ready};

use access::Argument;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use kernel::{Cursor, Error, PageSize, Query, Turns};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use utoipa::{
    IntoParams, PartialSchema,
    openapi::{
        Required,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

use crate::Format;

const FORMAT: &str = "format";
/// An export begins at the beginning and has no pages.
const OF_A_PAGE: [&str; 2] = ["cursor", "limit"];
/// Filters whose words may be anybody's name: the trail says only that there were some.
const WORDS: [&str; 2] = ["q", "text"];

/// The query of a list, without its page, as the query of its export.
#[derive(Debug, Clone)]
pub struct Exporting<R> {
    pub format: Format,
    pub request: R,
    /// What the trail keeps of the filters.
    pub(crate) filters: Value,
}

/// The request of a list that has neither filters nor pages.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Everything {}

impl Turns for Everything {
    fn turned(&self, _: Option<Cursor>, _: PageSize) -> Self {
        self.clone()
    }
}

impl<R> Exporting<R> {
    /// With what its address names, which the trail keeps among the filters.
    #[must_use]
    pub fn of(mut self, name: &str, id: &impl ToString) -> Self {
        if let Value::Object(filters) = &mut self.filters {
            filters.insert(name.to_owned(), Value::String(id.to_string()));
        }
        self
    }
}

impl<R: DeserializeOwned> Exporting<R> {
    fn parse(query: &str) -> Result<Self, Error> {
        let (mut format, mut others) = (None, form_urlencoded::Serializer::new(String::new()));
        let mut filters = Map::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if OF_A_PAGE.contains(&name.as_ref()) {
                return Err(Error::invalid(name, "unknown_field", "An export has no pages: it holds every row."));
            } else if name != FORMAT {
                let kept = if WORDS.contains(&name.as_ref()) { Value::Bool(true) } else { Value::from(value.as_ref()) };
                others.append_pair(&name, &value);
                filters.insert(name.into_owned(), kept);
            } else if format.replace(format_of(&value)?).is_some() {
                return Err(Error::invalid(FORMAT, "duplicate_field", "Must stand once."));
            }
        }
        let request = Query::<R>::parse(&others.finish())?.into_inner();
        Ok(Self { format: format.unwrap_or_default(), request, filters: Value::Object(filters) })
    }
}

fn format_of(value: &str) -> Result<Format, Error> {
    [Format::Csv, Format::Xlsx]
        .into_iter()
        .find(|format| format.extension() == value)
        .ok_or_else(|| Error::invalid(FORMAT, "unknown_value", "Must be csv or xlsx."))
}

impl<R: DeserializeOwned> FromRequest for Exporting<R> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::parse(request.query_string()))
    }
}

impl<R> Argument for Exporting<R> {}

impl<R: IntoParams> IntoParams for Exporting<R> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let format = ParameterBuilder::new()
            .name(FORMAT)
            .parameter_in(ParameterIn::Query)
            .description(Some("The form of the file."))
            .required(Required::False)
            .schema(Some(Format::schema()));
        let filters = R::into_params(place).into_iter().filter(|filter| !OF_A_PAGE.contains(&filter.name.as_str()));
        std::iter::once(format.build()).chain(filters).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, Clone, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Filters {
        q: Option<String>,
        state: Option<String>,
    }

    fn refused(query: &str) -> Option<(String, String)> {
        let error = Exporting::<Filters>::parse(query).err()?;
        error.problem().errors.first().map(|error| (error.field.clone(), error.rule.clone()))
    }

    #[test]
    fn the_filters_are_those_of_the_list() {
        let asked = Exporting::<Filters>::parse("q=Rosa+R&format=xlsx&state=open").expect("an export");

        assert_eq!((asked.format, asked.request.q.as_deref()), (Format::Xlsx, Some("Rosa R")));
        assert_eq!(asked.request.state.as_deref(), Some("open"));
        assert_eq!(asked.filters, json!({ "q": true, "state": "open" }));
        assert_eq!(Exporting::<Filters>::parse("").expect("an export").format, Format::Csv);
    }

    #[test]
    fn what_an_export_does_not_know_is_named() {
        let because = |field: &str, rule: &str| Some((field.to_owned(), rule.to_owned()));

        assert_eq!(refused("cursor=abc"), because("cursor", "unknown_field"));
        assert_eq!(refused("limit=100"), because("limit", "unknown_field"));
        assert_eq!(refused("format=pdf"), because("format", "unknown_value"));
        assert_eq!(refused("format=csv&format=csv"), because("format", "duplicate_field"));
        assert_eq!(refused("stat=open"), because("stat", "unknown_field"));
    }
}
