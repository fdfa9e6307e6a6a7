import Database

/// The log's tables.
enum Schema {
    static let migrations = [
        Migration(
            1, "topics, records and groups",
            [
                // A topic is its partitions. `next_offset` is the offset that the next record gets; it is raised in the
                // transaction that writes the record, which is what makes offsets dense.
                """
                CREATE TABLE event_partition (
                    id {identity},
                    topic TEXT NOT NULL,
                    partition_number BIGINT NOT NULL,
                    next_offset BIGINT NOT NULL,
                    UNIQUE (topic, partition_number)
                )
                """,
                // `created_at` stands before the large columns so that trimming reads none of them.
                """
                CREATE TABLE event_record (
                    partition_id BIGINT NOT NULL,
                    record_offset BIGINT NOT NULL,
                    created_at BIGINT NOT NULL,
                    record_key TEXT,
                    headers {bytes} NOT NULL,
                    record_value {bytes} NOT NULL,
                    PRIMARY KEY (partition_id, record_offset)
                )
                """,
                // One row for each topic that a member reads.
                """
                CREATE TABLE event_group_member (
                    group_name TEXT NOT NULL,
                    topic TEXT NOT NULL,
                    member_id TEXT NOT NULL,
                    expires_at BIGINT NOT NULL,
                    PRIMARY KEY (group_name, topic, member_id)
                )
                """,
                // How far a group came, and which member has the partition now. Both in one row, so that a commit can
                // check the owner in the same statement.
                """
                CREATE TABLE event_group_partition (
                    group_name TEXT NOT NULL,
                    partition_id BIGINT NOT NULL,
                    committed BIGINT NOT NULL,
                    member_id TEXT,
                    PRIMARY KEY (group_name, partition_id)
                )
                """,
                "CREATE INDEX event_group_partition_id ON event_group_partition (partition_id)",
            ])
    ]
}
