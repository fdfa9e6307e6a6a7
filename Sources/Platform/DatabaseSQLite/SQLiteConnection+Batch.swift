import Database

extension SQLiteConnection {
    /// Runs jobs in one transaction, commits it and delivers their results.
    ///
    /// - Returns: the jobs that must run again, because an error of another one ended the whole transaction.
    func run(_ jobs: [Job], in transaction: Transaction) -> [Job] {
        do {
            try begin(transaction)
        } catch {
            for job in jobs { job.refuse(error) }
            return []
        }

        // A job alone needs no savepoint: what it did is undone with the transaction.
        let usesSavepoints = transaction == .write && jobs.count > 1
        var attempts: [Attempt] = []
        attempts.reserveCapacity(jobs.count)
        for (index, job) in jobs.enumerated() {
            do {
                if usesSavepoints { try control(.savepoint) }
                let attempt = job.attempt(self)
                guard isInTransaction else {
                    attempt.settle(DatabaseError(.storage, "SQLite rolled the transaction back"))
                    return Array(jobs[..<index] + jobs[(index + 1)...])
                }
                if usesSavepoints {
                    if !attempt.isSuccess { try control(.rollbackToSavepoint) }
                    try control(.releaseSavepoint)
                }
                attempts.append(attempt)
            } catch {
                rollBack()
                job.refuse(error)
                return Array(jobs[..<index] + jobs[(index + 1)...])
            }
        }
        finish(jobs, attempts, in: transaction)
        return []
    }

    private func begin(_ transaction: Transaction) throws(DatabaseError) {
        // An earlier transaction is left where even its rollback failed, on a disk that could not be read for a while.
        if isInTransaction { try control(.rollback) }
        try control(transaction.begin)
    }

    private func finish(_ jobs: [Job], _ attempts: [Attempt], in transaction: Transaction) {
        do {
            try control(attempts.contains { $0.isSuccess } ? .commit : .rollback)
            for attempt in attempts { attempt.settle(nil) }
        } catch {
            rollBack()
            guard error.code == .constraintViolation, jobs.count > 1 else {
                for attempt in attempts { attempt.settle(error) }
                return
            }
            // A rule that is checked at the commit refuses all because of one. Alone, each gets its own answer.
            for job in jobs { _ = run([job], in: transaction) }
        }
    }

    private func rollBack() {
        // Where SQLite has rolled back by itself there is nothing left to undo, and where it cannot, the next batch
        // tries again and says so.
        if isInTransaction { _ = try? control(.rollback) }
    }
}
