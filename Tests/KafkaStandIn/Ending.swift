import Dispatch
import Foundation

/// Ends the process without leaving a list of brokers behind that are gone.
struct Ending: Sendable {
    let bootstrapFile: String?

    /// Has SIGTERM and SIGINT end the process, for as long as what is returned is kept.
    func onSignals() -> [any DispatchSourceSignal] {
        [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
            source.setEventHandler { end() }
            source.resume()
            return source
        }
    }

    /// Writes the list of brokers, whole or not at all.
    func publish(_ bootstrap: String) throws {
        guard let bootstrapFile else { return }
        do {
            try bootstrap.write(toFile: bootstrapFile, atomically: true, encoding: .utf8)
        } catch {
            throw StandInError("--bootstrap-file \(bootstrapFile) cannot be written: \(error.localizedDescription)")
        }
    }

    func end() -> Never {
        // Whoever finds it afterwards finds that nobody listens there.
        if let bootstrapFile { try? FileManager.default.removeItem(atPath: bootstrapFile) }
        exit(0)
    }
}
