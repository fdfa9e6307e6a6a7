import Database

extension Schema {
    /// In `tasks`, one index serves every state, because `rank` is what each state is ordered by: the place in the
    /// queue of a pending task, the due time of a scheduled or retried one, when the lease of an active one expires,
    /// since when a task is archived or waits in a group, until when a completed one is kept.
    static let tasks = Migration(
        1, "task queue",
        [
            """
            CREATE TABLE queues (
                name TEXT NOT NULL PRIMARY KEY,
                paused_at BIGINT,
                processed BIGINT NOT NULL DEFAULT 0,
                failed BIGINT NOT NULL DEFAULT 0
            )
            """,
            """
            CREATE TABLE tasks (
                number {identity},
                queue TEXT NOT NULL,
                id TEXT NOT NULL,
                state BIGINT NOT NULL,
                rank BIGINT NOT NULL,
                type TEXT NOT NULL,
                payload {bytes} NOT NULL,
                headers TEXT,
                max_retry BIGINT NOT NULL,
                retry_count BIGINT NOT NULL DEFAULT 0,
                timeout BIGINT,
                deadline BIGINT,
                retention BIGINT,
                lock_number BIGINT,
                lease_token BIGINT,
                pending_since BIGINT,
                last_error TEXT,
                last_failed_at BIGINT,
                completed_at BIGINT,
                result {bytes},
                UNIQUE (queue, id)
            )
            """,
            "CREATE INDEX tasks_by_rank ON tasks (queue, state, rank, number)",
            """
            CREATE TABLE unique_locks (
                number {identity},
                queue TEXT NOT NULL,
                type TEXT NOT NULL,
                payload {bytes} NOT NULL,
                task_id TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                UNIQUE (queue, type, payload)
            )
            """,
            "CREATE INDEX unique_locks_by_expiry ON unique_locks (expires_at)",
            "CREATE TABLE claims (name TEXT NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)",
            """
            CREATE TABLE days (
                queue TEXT NOT NULL,
                day BIGINT NOT NULL,
                processed BIGINT NOT NULL,
                failed BIGINT NOT NULL,
                PRIMARY KEY (queue, day)
            )
            """,
        ])
}
