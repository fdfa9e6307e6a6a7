/// Who is told what happens to a connection. All calls come on its event loop.
protocol ConnectionOwner: AnyObject {
    /// The handshake is done.
    func connectionIsReady(_ connection: ConnectionHandler)
    /// So many replies came, or will not come. Called before those who wait for them are told.
    func connection(_ connection: ConnectionHandler, settledReplies count: Int)
    /// The server sent something unasked.
    func connection(_ connection: ConnectionHandler, received message: [RESPValue])
    /// Nothing more can be sent on it; it closes when what is in flight has been answered.
    func connectionDrains(_ connection: ConnectionHandler)
    /// It is over. Called once, before the commands in flight are failed.
    func connectionClosed(_ connection: ConnectionHandler, reason: RedisError)
}
