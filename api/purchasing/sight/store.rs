//! The page of a list of documents, cut before anything is joined to it, so that an index finds it in its order: an id begins with the
//! moment of its document, so the newest come by the id.
use chrono::NaiveDate;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::Sight;

/// A list of documents, called `d` within, and which page of it.
pub(crate) struct Listed {
    pub table: &'static str,
    /// As its watchers name it.
    pub kind: &'static str,
    /// Of `d`, the id among them.
    pub columns: &'static str,
    pub after: Option<Uuid>,
    pub rows: i64,
}

impl Listed {
    /// Writes the query of the newest that the caller sees, by the same rule as the projection's; `filter` adds conditions.
    ///
    /// What somebody watches and what each of their departments asked for are lists of their own, each with an index of this order.
    pub(crate) fn newest(
        &self,
        query: &mut QueryBuilder<Postgres>,
        sight: Sight,
        filter: impl Fn(&mut QueryBuilder<Postgres>),
    ) {
        let Self { table, kind, columns, .. } = self;
        if sight.all {
            query.push(format_args!("select {columns} from {table} d where true"));
            filter(query);
            return self.end(query, "d.id");
        }
        // Each part is cut where its rows are found, so that no plan can read all of them before.
        query.push("select d.* from ((select d.* from tenant.watcher w cross join lateral (");
        query.push(format_args!("select {columns} from {table} d where (d.org_id, d.id) = (w.org_id, w.document_id)"));
        filter(query);
        query.push(format_args!(
            " limit 1) d where w.person_id = (select door.person_id()) and w.document_kind = '{kind}'"
        ));
        self.end(query, "w.document_id");
        if sight.department {
            query.push(") union (select d.* from tenant.department h cross join lateral (");
            query.push(format_args!(
                "select {columns} from {table} d where (d.org_id, d.department_id) = (h.org_id, h.id)"
            ));
            filter(query);
            self.end(query, "d.id");
            query.push(") d where h.head_id = (select door.person_id())");
        }
        query.push(")) d order by d.id desc limit ").push_bind(self.rows);
    }

    fn end(&self, query: &mut QueryBuilder<Postgres>, id: &str) {
        if let Some(after) = self.after {
            query.push(format_args!(" and {id} < ")).push_bind(after);
        }
        query.push(format_args!(" order by {id} desc limit ")).push_bind(self.rows);
    }
}

const THERE: &str = "::date::timestamp at time zone g.time_zone) from tenant.organisation g)";

/// Only the documents of these days, which begin where the organisation is.
pub(crate) fn created(query: &mut QueryBuilder<Postgres>, from: Option<NaiveDate>, to: Option<NaiveDate>) {
    if let Some(day) = from {
        query.push(" and d.id >= (select tenant.least_id(").push_bind(day).push(THERE);
    }
    if let Some(day) = to {
        query.push(" and d.id < (select tenant.least_id(").push_bind(day.succ_opt().unwrap_or(day)).push(THERE);
    }
}
