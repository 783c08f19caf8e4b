/// Is told what a job on networks is at, and how far.
public typealias FlowProgress = @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
