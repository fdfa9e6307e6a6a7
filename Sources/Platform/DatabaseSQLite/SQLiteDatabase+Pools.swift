public import Database

extension SQLiteDatabase: PooledDatabase {
    /// The one connection that writes, and those that read.
    public var pools: [PoolFigures] { [writes.pool(for: "write"), reads.pool(for: "read")] }
}
