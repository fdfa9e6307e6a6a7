import Database

extension Schema {
    static let groupsAndRegistries = Migration(
        2, "groups, limits, crash counts and registries",
        [
            "ALTER TABLE tasks ADD COLUMN group_name TEXT",
            "ALTER TABLE tasks ADD COLUMN set_number BIGINT",
            "ALTER TABLE tasks ADD COLUMN crash_count BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE tasks ADD COLUMN is_crash_counted BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE tasks ADD COLUMN is_admitted BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE tasks ADD COLUMN foreign_fields {bytes}",
            """
            CREATE INDEX tasks_by_group ON tasks (queue, group_name, rank, number)
            WHERE state = \(RowState.aggregating)
            """,
            "CREATE INDEX tasks_by_type ON tasks (queue, type, rank, number) WHERE state = \(RowState.held)",
            "CREATE INDEX tasks_by_set ON tasks (set_number) WHERE set_number IS NOT NULL",
            """
            CREATE TABLE aggregation_sets (
                number {identity},
                queue TEXT NOT NULL,
                group_name TEXT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            // Of each limited type in a queue: the moment that its rate has given away starts up to, and whether
            // tasks of it are held back.
            """
            CREATE TABLE type_limits (
                queue TEXT NOT NULL,
                type TEXT NOT NULL,
                next_arrival BIGINT NOT NULL,
                is_holding BIGINT NOT NULL,
                PRIMARY KEY (queue, type)
            )
            """,
            """
            CREATE TABLE servers (
                number {identity},
                host TEXT NOT NULL,
                pid BIGINT NOT NULL,
                id TEXT NOT NULL,
                concurrency BIGINT NOT NULL,
                queues TEXT NOT NULL,
                is_strict BIGINT NOT NULL,
                status TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                UNIQUE (host, pid, id)
            )
            """,
            """
            CREATE TABLE server_attempts (
                server_number BIGINT NOT NULL,
                place BIGINT NOT NULL,
                task_id TEXT NOT NULL,
                type TEXT NOT NULL,
                payload {bytes} NOT NULL,
                queue TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                deadline BIGINT NOT NULL,
                PRIMARY KEY (server_number, place)
            )
            """,
            """
            CREATE TABLE scheduler_entries (
                host TEXT NOT NULL,
                pid BIGINT NOT NULL,
                scheduler_id TEXT NOT NULL,
                place BIGINT NOT NULL,
                id TEXT NOT NULL,
                spec TEXT NOT NULL,
                type TEXT NOT NULL,
                payload {bytes} NOT NULL,
                options TEXT NOT NULL,
                next_enqueue_at BIGINT,
                previous_enqueue_at BIGINT,
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (host, pid, scheduler_id, place)
            )
            """,
            """
            CREATE TABLE enqueue_events (
                number {identity},
                entry_id TEXT NOT NULL,
                task_id TEXT NOT NULL,
                enqueued_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX enqueue_events_by_entry ON enqueue_events (entry_id, enqueued_at, number)",
            "CREATE TABLE cancellations (number {identity}, task_id TEXT NOT NULL, requested_at BIGINT NOT NULL)",
        ])
}
