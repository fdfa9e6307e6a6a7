import ArgumentParser
import Dispatch
import Foundation

/// Serves librdkafka's mock cluster to other processes.
@main
struct KafkaStandIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kafka-stand-in",
        abstract: "A stand-in for a Kafka cluster, on loopback, for tests and for trying things out.",
        discussion: """
            It is librdkafka's mock cluster, served over TCP to any process of this machine: producers, consumers and \
            consumer groups work. It keeps everything in memory, of each partition the last 5 MB or 100,000 records, \
            and all of it is gone when it ends. Never use it for anything that matters.

            Its ports are random: the first line of its output, and the file of --bootstrap-file, name its brokers as \
            host:port,host:port. Topics that are not there are made with 4 partitions when they are first named. \
            Admin requests (creating topics, deleting records or groups), SASL, TLS and transactions are not served.

            It reads commands from its standard input, one a line, and answers each with a line, «ok» or «error: …»:

            \(StandInCommand.summary)

            It ends with the end of its input (unless --ignore-input), on SIGTERM and on SIGINT.
            """)

    @Option(help: ArgumentHelp("How many brokers there are, 1 to 100; their numbers begin with 1.", valueName: "n"))
    var brokers = 3

    @Option(help: ArgumentHelp("A file that takes the list of brokers once they listen.", valueName: "path"))
    var bootstrapFile: String?

    @Option(
        name: .customLong("topic"),
        help: ArgumentHelp("A topic to begin with. May be given several times.", valueName: "name:partitions"))
    var topics: [TopicSpecification] = []

    @Flag(help: "Take no commands, and stay until a signal comes.")
    var ignoreInput = false

    @Flag(help: "Write each request that comes, and what becomes of the groups, to the standard error.")
    var verbose = false

    func validate() throws {
        guard (1...100).contains(brokers) else { throw ValidationError("--brokers is 1 to 100, not \(brokers)") }
    }

    func run() throws {
        let cluster = try MockCluster(brokers: brokers, isVerbose: verbose)
        for topic in topics { try cluster.create(topic) }
        let ending = Ending(bootstrapFile: bootstrapFile)
        let signals = ending.onSignals()
        try ending.publish(cluster.bootstrap)
        say("ready \(cluster.bootstrap)")
        if !ignoreInput {
            Thread.detachNewThread {
                while let line = readLine() { answer(line, on: cluster) }
                ending.end()
            }
        }
        withExtendedLifetime(signals) { dispatchMain() }
    }
}

/// Obeys a line of the input, and answers it.
private func answer(_ line: String, on cluster: MockCluster) {
    guard !line.allSatisfy(\.isWhitespace) else { return }
    do {
        try StandInCommand(line).run(on: cluster)
        say("ok")
    } catch {
        say("error: \(error)")
    }
}

/// Writes a line at once, since whoever reads it waits for it.
func say(_ line: String) {
    print(line)
    fflush(nil)
}

/// What is wrong with an option or a command.
struct StandInError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
