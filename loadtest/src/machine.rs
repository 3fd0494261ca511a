//! The machine and the resource usage of its processes, read from `/proc`.

use std::{fs, io, time::Duration};

use serde::Serialize;

/// Ticks per second in `/proc/<pid>/stat`, which the kernel's interface fixes on every platform we support.
const TICKS: u64 = 100;

/// The CPU time that a process has used, and the memory that it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    pub cpu: Duration,
    /// Resident memory in bytes.
    pub resident: u64,
}

/// The properties of the machine that affect the figures.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Machine {
    pub cpu: String,
    pub cores: usize,
    pub memory_bytes: u64,
    pub kernel: String,
}

/// The usage of a process; an error when there is no process with this id.
pub fn usage(process: u32) -> io::Result<Usage> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    Ok(Usage { cpu: cpu(&stat).unwrap_or_default(), resident: kibibytes(&status, "VmRSS:") })
}

/// The usage of this process.
pub fn own_usage() -> Usage {
    usage(std::process::id()).unwrap_or_default()
}

pub fn machine() -> Machine {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    Machine {
        cpu: model.map_or_else(|| "unknown".to_owned(), |(_, name)| name.trim().to_owned()),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_bytes: kibibytes(&read("/proc/meminfo"), "MemTotal:"),
        kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
    }
}

/// The number of files, and so of connections, that this process may have open.
pub fn open_files_limit() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

/// User and system time. The name of a process may contain spaces and brackets, so the fields after it are counted.
fn cpu(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    let ticks = times.next()?.ok()? + times.next()?.ok()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS))
}

fn kibibytes(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_times_are_found_after_a_name_with_brackets() {
        let stat = "7 (a) b (c)) S 1 7 7 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 9 0 1 2 3";
        assert_eq!(cpu(stat), Some(Duration::from_secs(3)));
        assert_eq!(cpu("nonsense"), None);
    }

    #[test]
    fn this_process_uses_memory() {
        assert!(own_usage().resident > 1 << 20);
        assert!(usage(u32::MAX).is_err());
        assert!(open_files_limit().is_some_and(|limit| limit > 10));
    }
}
