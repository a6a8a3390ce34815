import CProcess
import Glibc

/// What others may get to see of the memory of this process, in which passwords, keys and tickets are.
enum ProcessMemory {
  /// Leaves no core dump, to a file or to a program of the system that keeps dumps, and lets no other process of the same
  /// user look in. A limit of 0 alone does not keep a dump from a program, core(5).
  static func keepPrivate() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    // Lowering is always allowed.
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = process_forbid_dump()
  }
}
