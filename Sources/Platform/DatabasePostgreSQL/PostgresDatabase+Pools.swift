public import Database

extension PostgresDatabase: PooledDatabase {
    public var pools: [PoolFigures] { [pool.figures] }
}
