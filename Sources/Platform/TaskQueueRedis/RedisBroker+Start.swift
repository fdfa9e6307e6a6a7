import Clocks
import Logging
import Redis
import TaskQueue

extension RedisBroker {
    /// Checks that the server is fit to keep tasks.
    static func check(_ client: RedisClient, _ logger: Logger) async throws(TaskQueueError) -> ServerFacts {
        let info: RESPValue
        do {
            info = try await client.send(RedisCommand("INFO"))
        } catch  where error.serverError?.prefix == "NOPERM" {
            logger.warning(
                "the Redis user may not run INFO: that the server keeps all tasks is not checked",
                metadata: ["error": "\(error)"])
            return ServerFacts()
        } catch {
            throw TaskQueueError(error, "INFO")
        }
        return try ServerFacts(info: info.string ?? "")
    }

    /// Looks at the server's clock again, where it is the broker's.
    func followClock() async {
        guard givenClock == nil else { return }
        do {
            try await measureClock()
        } catch {
            // What the last look told stays good for a while, and the next call will tell whoever it concerns.
            logger.debug("cannot look at the clock of Redis", metadata: ["error": "\(error)"])
        }
    }

    /// Asks the server for its time.
    func measureClock() async throws(TaskQueueError) {
        let sent = redisClock.localNow
        let reply: RESPValue
        do {
            reply = try await client.send(RedisCommand("TIME"))
        } catch {
            throw TaskQueueError(error, "TIME")
        }
        let received = redisClock.localNow
        guard let parts = reply.array, parts.count == 2, let seconds = parts[0].int, let microseconds = parts[1].int
        else { throw .unexpected(reply, from: "TIME") }
        redisClock.adjust(
            sent: sent, received: received,
            server: Timestamp(seconds: seconds) + .microseconds(microseconds))
    }
}
