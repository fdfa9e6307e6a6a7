import Foundation
import TestSupport
import Testing

@Suite("the tool kafka-stand-in", .timeLimit(.minutes(10))) struct KafkaStandInTests {
    private func run(_ arguments: [String]) async throws -> (exit: ChildProcess.Exit, output: String, errors: String) {
        try await withTemporaryDirectory { folder in
            let process = try ChildProcess(
                builtExecutable("kafka-stand-in"), arguments, environment: [:], in: folder, name: "tool")
            let exit = try await process.waitForExit()
            return (exit, process.output, process.errors)
        }
    }

    @Test("says what it is for, and that it forgets everything")
    func help() async throws {
        let (exit, output, _) = try await run(["--help"])
        #expect(exit == .status(0))
        for word in ["--brokers", "--bootstrap-file", "--topic", "--ignore-input", "down BROKER", "Never use it"] {
            #expect(output.contains(word))
        }
    }

    @Test(
        "refuses options that make no sense, by name",
        arguments: [
            (["--brokers", "0"], "--brokers"), (["--brokers", "x"], "--brokers"), (["--topic", "t"], "--topic"),
            (["--topic", "t:0"], "--topic"), (["--topic", ":1"], "--topic"), (["--speed", "11"], "--speed"),
            (["--bootstrap-file", "/nope/list"], "/nope/list"),
        ])
    func badOptions(arguments: [String], named: String) async throws {
        let (exit, _, errors) = try await run(arguments)
        #expect(exit != .status(0))
        #expect(errors.contains(named), "\(errors)")
    }

    @Test(
        "refuses commands that make no sense, by name",
        arguments: [
            ("hello", "«hello»"), ("down", "«down»"), ("down x", "«x»"), ("down 4", "broker 4"),
            ("down 1 2", "«down 1 2»"),
            ("rtt 1 fast", "«fast»"), ("rtt 1 90s", "«90s»"), ("error nothing X", "«nothing»"),
            ("error produce OOPS", "«OOPS»"), ("error produce NOT_ENOUGH_REPLICAS 0", "«0»"), ("topic t", "«t»"),
            ("topic there:1", "there"), ("leader t 0 9", "t/0"), ("coordinator g 101", "«101»"),
        ])
    func badCommands(command: String, named: String) async throws {
        try await withKafkaStandIn(topics: ["there:1"]) { standIn in
            let error = await #expect(throws: NeverHappened.self) { try await standIn.command(command) }
            #expect(error?.description.contains(named) == true, "\(error?.description ?? "")")
            try await standIn.command("rtt all 0ms")
        }
    }

    @Test("obeys all its commands")
    func commands() async throws {
        try await withKafkaStandIn { standIn in
            for command in [
                "topic t:2", "leader t 1 3", "coordinator g 2", "rtt 1 20ms", "rtt all 0ms", "error fetch _TRANSPORT",
                "error metadata LEADER_NOT_AVAILABLE 2", "topic-error u UNKNOWN_TOPIC_OR_PART",
                "topic-error u NO_ERROR",
                "down all", "up all", "down 2", "up 2",
            ] {
                try await standIn.command(command)
            }
        }
    }

    @Test("ends on SIGTERM and with its input, and takes the list of brokers away")
    func ends() async throws {
        try await withTemporaryDirectory { folder in
            for how in ["signal", "input"] {
                let file = "\(folder)/brokers"
                let process = try ChildProcess(
                    builtExecutable("kafka-stand-in"), ["--brokers", "1", "--bootstrap-file", file], environment: [:],
                    in: folder, name: how, input: .written)
                try await eventually("it is ready") { process.output.hasPrefix("ready ") }
                #expect(process.output == "ready \(try String(contentsOfFile: file, encoding: .utf8))\n")
                if how == "signal" { process.send(SIGTERM) } else { try process.endInput() }
                #expect(try await process.waitForExit() == .status(0))
                #expect(!FileManager.default.fileExists(atPath: file))
            }
        }
    }
}
