import ArgumentParser
import ServiceLifecycle

/// Tells the story once the instance is there. Ends with it, or on shutdown.
struct DemoTelling: Service {
    /// The instance's address, once it takes requests.
    let addresses: AsyncStream<String>
    /// How long an order may stay unpaid; `nil` where that is not known.
    let closeAfter: Duration?
    let maximumWait: Duration

    /// - Throws: `StartError` where there is no instance; `ExitCode` where the story has said what is wrong.
    func run() async throws {
        try await cancelWhenGracefulShutdown { try await tell() }
    }

    private func tell() async throws {
        let teller = StoryTeller()
        do {
            guard let address = await addresses.first(where: { _ in true }) else { throw CancellationError() }
            try await DemoClient.with(address) { client in
                try await client.reach()
                let story = DemoStory(
                    client: client, teller: teller, closeAfter: closeAfter, maximumWait: maximumWait)
                try await story.tell()
            }
        } catch  where Task.isCancelled {
            // The signal is the reason, whatever it interrupted.
            try teller.stopped()
            throw ExitCode(130)
        } catch let failure as StoryFailure {
            try teller.failed(failure)
            throw ExitCode.failure
        }
    }
}
