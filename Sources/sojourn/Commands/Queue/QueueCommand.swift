import ArgumentParser

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Look into the task queue, and change what is in it.",
        discussion: """
            Works on the queue that the settings name, beside whatever serves it: the file in the data directory, or \
            Redis. With --json each command prints one JSON object, whose fields docs/queue-commands.md explains.
            """,
        subcommands: [
            QueueList.self, QueueStats.self, QueueTasks.self, QueueTask.self, QueueRun.self, QueueArchive.self,
            QueueDelete.self, QueueCancel.self, QueuePause.self, QueueResume.self, QueueRemove.self, QueueServers.self,
            QueueCron.self, QueueDash.self,
        ])
}
