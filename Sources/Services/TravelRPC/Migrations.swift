import Database

/// The history of the catalogue's schema. Prices are in fen.
enum Migrations {
    static let all = [
        Migration(
            1, "homestays, businesses, comments",
            [
                """
                CREATE TABLE homestay_business (
                    id {identity},
                    user_id BIGINT NOT NULL,
                    title TEXT NOT NULL,
                    info TEXT NOT NULL,
                    tags TEXT NOT NULL,
                    cover TEXT NOT NULL,
                    header_img TEXT NOT NULL,
                    star DOUBLE PRECISION NOT NULL CHECK (star BETWEEN 0 AND 5),
                    best_rank BIGINT NOT NULL CHECK (best_rank >= 0),
                    sell_month BIGINT NOT NULL CHECK (sell_month >= 0),
                    person_consume BIGINT NOT NULL CHECK (person_consume >= 0))
                """,
                "CREATE UNIQUE INDEX homestay_business_title ON homestay_business (title)",
                "CREATE INDEX homestay_business_best ON homestay_business (best_rank, id) WHERE best_rank > 0",
                """
                CREATE TABLE homestay (
                    id {identity},
                    homestay_business_id BIGINT NOT NULL REFERENCES homestay_business (id),
                    user_id BIGINT NOT NULL,
                    title TEXT NOT NULL,
                    sub_title TEXT NOT NULL,
                    banner TEXT NOT NULL,
                    info TEXT NOT NULL,
                    people_num BIGINT NOT NULL CHECK (people_num >= 1),
                    row_state BIGINT NOT NULL CHECK (row_state IN (0, 1)),
                    row_type BIGINT NOT NULL CHECK (row_type IN (0, 1)),
                    food_info TEXT NOT NULL,
                    food_price BIGINT NOT NULL CHECK (food_price >= 0),
                    homestay_price BIGINT NOT NULL CHECK (homestay_price >= 0),
                    market_homestay_price BIGINT NOT NULL CHECK (market_homestay_price >= 0))
                """,
                "CREATE UNIQUE INDEX homestay_title ON homestay (homestay_business_id, title)",
                "CREATE INDEX homestay_on_sale ON homestay (id) WHERE row_state = 1",
                "CREATE INDEX homestay_of_business ON homestay (homestay_business_id, id) WHERE row_state = 1",
                """
                CREATE INDEX homestay_saving ON homestay ((market_homestay_price - homestay_price), id)
                    WHERE row_state = 1
                """,
                """
                CREATE TABLE homestay_comment (
                    id {identity},
                    homestay_id BIGINT NOT NULL REFERENCES homestay (id),
                    user_id BIGINT NOT NULL,
                    content TEXT NOT NULL,
                    star DOUBLE PRECISION NOT NULL CHECK (star BETWEEN 0 AND 5))
                """,
            ]),
        Migration(
            2, "the catalogue's revision",
            [
                // One row, see `CatalogueRevision`.
                """
                CREATE TABLE catalogue_revision (
                    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
                    revision BIGINT NOT NULL)
                """,
                "INSERT INTO catalogue_revision (id, revision) VALUES (1, 1)",
            ]),
    ]
}
