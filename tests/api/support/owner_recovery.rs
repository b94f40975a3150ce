//! A recovery of the last owner that waits, arranged round the operators' plane: whoever tests what becomes of it needs neither operator nor domain.
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::Organisation;

/// One that waits, and the link in the owner's mail.
pub struct Recovery {
    pub id: String,
    pub link: String,
}

impl Organisation<'_> {
    /// An operator has carried one out, `ago`.
    pub async fn is_recovering_its_owner(&self, ago: &str) -> Recovery {
        let link = self.home.mint(&Uuid::new_v4().simple().to_string());
        let domain = format!("{}.example", self.slug);
        let row = format!(
            "insert into tenant.owner_recovery (org_id, id, person_id, operator_id, operator_name, operator_email, domain, reason, ticket, state, asked_at,
                takes_effect_at, lapses_at)
            select $1, $2, $3, gen_random_uuid(), 'Oda Finch', 'ops@operators.example', '{domain}', 'She lost her phone.', 'HD-2207', 'waiting',
                t.at, t.at + interval '72 hours', t.at + interval '240 hours'
            from (select door.now() - interval '{ago}' as at) t"
        );
        let mut administrator = self.administrator().await;
        // As the directory makes them: two of one moment differ in what a stranger of another organisation cannot know.
        let id: Uuid = sqlx::query_scalar("select uuidv7()").fetch_one(&mut administrator).await.unwrap();
        let mut tx = sqlx::Connection::begin(&mut administrator).await.unwrap();
        sqlx::query("select door.begin_system($1, 'test')").bind(self.org_id).execute(&mut *tx).await.unwrap();
        let row = sqlx::query(AssertSqlSafe(row)).bind(self.org_id).bind(id).bind(self.people.owner);
        row.execute(&mut *tx).await.unwrap();
        let opens = "insert into door.owner_recovery_link (hash, org_id, recovery_id) values ($1, $2, $3)";
        let opens = sqlx::query(opens).bind(identity::secret_hash(&link).to_vec()).bind(self.org_id).bind(id);
        opens.execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        Recovery { id: id.to_string(), link }
    }
}
