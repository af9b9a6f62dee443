#!/usr/bin/env bash
# Builds Jacobi and makes its kernel known to Jupyter. Safe to run again; --uninstall takes everything away.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}/jacobi
notebook=$here/notebooks/01-function-transforms.ipynb
required=25

say() { printf '%s\n' "$*"; }
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

usage() {
    cat <<EOF
usage: ./install.sh [--uninstall]

Finds a JDK $required, builds the kernel into $data,
installs the kernel "Java (Jacobi)" for your Jupyter (or makes a private one if you have none),
and runs notebook 01 as a check.
EOF
}

# --- what there is on this machine

is_right_jdk() { [ -x "$1/bin/javac" ] && grep -qs "^JAVA_VERSION=\"$required[\".]" "$1/release"; }

find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if [ -n "$candidate" ] && is_right_jdk "$candidate"; then
            (cd "$candidate" && pwd -P)
            return
        fi
    done
    candidate=$(command -v javac || true)
    if [ -n "$candidate" ]; then
        candidate=$(dirname "$(dirname "$(readlink -f "$candidate")")")
        if is_right_jdk "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    fi
    fail "No JDK $required was found: neither in JAVA_HOME nor in the usual places.
Get one, then run ./install.sh again:
  Debian, Ubuntu   sudo apt install openjdk-$required-jdk
  Fedora           sudo dnf install java-$required-openjdk-devel
  macOS            brew install openjdk@$required
  any system       sdk install java $required-tem    (https://sdkman.io), or https://adoptium.net
If you have one elsewhere: JAVA_HOME=/path/to/jdk-$required ./install.sh"
}

find_jupyter() {
    if [ -x "$data/venv/bin/jupyter" ]; then
        printf '%s\n' "$data/venv/bin/jupyter"
    elif command -v jupyter >/dev/null && jupyter lab --version >/dev/null 2>&1; then
        command -v jupyter
    fi
}

# --- the steps

build() {
    command -v mvn >/dev/null || fail "Maven was not found. Get it, then run ./install.sh again:
  Debian, Ubuntu   sudo apt install maven
  macOS            brew install maven
  any system       https://maven.apache.org/install.html"
    say "Building (the first time Maven fetches what it needs; this can take a few minutes) ..."
    (cd "$here" && JAVA_HOME=$jdk mvn -B -q -DskipTests package) || fail "The build failed; the lines above say why."
    mkdir -p "$data"
    # Under a new name first: a kernel that is running has the old file open.
    cp "$here/kernel/target/kernel.jar" "$data/kernel.jar.new"
    mv -f "$data/kernel.jar.new" "$data/kernel.jar"
}

# What the kernel needs of the JDK's modules stands in its manifest or is done when it runs: an --add-modules here would keep the cache from
# holding the module graph and linked classes. The vector module comes later, so its compiler support is asked for by name.
# Safepoints in counted loops: without them the whole process waits for a cell's loop to end before an interrupt is looked at.
java_options() {
    printf '%s\n' -XX:+UseSerialGC -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport -XX:+EnableVectorReboxing \
        -XX:+EnableVectorAggressiveReboxing -XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000
}

# Classes of a trial run, loaded and linked in advance: the kernel starts in about half of the time. Without the trial's profiles: by them the JVM compiles
# what was hot there from the first moment on, in competition with the first cell, which is 60 ms later then, and no later cell is faster.
make_cache() {
    rm -f "$data/kernel.aot"
    if ! "$jdk/bin/java" "${options[@]}" -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput="$data/kernel.aot" -jar "$data/kernel.jar" train >"$data/train.log" 2>&1 || [ ! -s "$data/kernel.aot" ]; then
        rm -f "$data/kernel.aot"
        say "  no start-up cache could be made (see $data/train.log): the kernel works, and starts a little slower"
    fi
}

private_jupyter() {
    say "No JupyterLab was found: making a private one in $data/venv ..." >&2
    command -v python3 >/dev/null || fail "Python 3 is needed for JupyterLab: install python3 and run ./install.sh again."
    python3 -m venv "$data/venv" >&2 || fail "python3 can't make a virtual environment: on Debian and Ubuntu, sudo apt install python3-venv"
    "$data/venv/bin/pip" install -q jupyterlab >&2 || fail "JupyterLab could not be installed; the lines above say why."
    printf '%s\n' "$data/venv/bin/jupyter"
}

# Quotes a string for JSON.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"; }

write_kernelspec() {
    local spec=$1 option
    mkdir -p "$spec"
    {
        printf '{\n "argv": [\n  %s' "$(quoted "$jdk/bin/java")"
        while read -r option; do printf ',\n  %s' "$(quoted "$option")"; done < <(java_options)
        if [ -f "$data/kernel.aot" ]; then printf ',\n  %s' "$(quoted "-XX:AOTCache=$data/kernel.aot")"; fi
        printf ',\n  "-jar",\n  %s,\n  "{connection_file}"\n ],\n' "$(quoted "$data/kernel.jar")"
        printf ' "display_name": "Java (Jacobi)",\n "language": "java",\n "interrupt_mode": "message",\n "metadata": {\n  "debugger": false\n }\n}\n'
    } >"$spec/kernel.json"
}

uninstall() {
    local jupyter spec
    # Where it was put, which need not be where this Jupyter would look now; installations from before that was written down have no such file.
    if [ -f "$data/kernelspec" ]; then
        spec=$(cat "$data/kernelspec")
        if [ "$(basename "$spec")" = jacobi ]; then rm -rf "$spec"; fi
    fi
    jupyter=$(find_jupyter)
    if [ -n "$jupyter" ]; then rm -rf "$("$jupyter" --data-dir)/kernels/jacobi"; fi
    rm -rf "$data"
    say "Jacobi is uninstalled: the kernel, $data and what was in it are gone. This folder is left as it is."
}

case "${1:-}" in
    "") ;;
    --uninstall)
        uninstall
        exit 0
        ;;
    -h | --help)
        usage
        exit 0
        ;;
    *)
        usage >&2
        exit 2
        ;;
esac

jdk=$(find_jdk)
say "JDK: $jdk"
options=()
while read -r option; do options+=("$option"); done < <(java_options)
build
say "Preparing a fast start ..."
make_cache
jupyter=$(find_jupyter)
if [ -z "$jupyter" ]; then jupyter=$(private_jupyter); fi
spec=$("$jupyter" --data-dir)/kernels/jacobi
write_kernelspec "$spec"
printf '%s\n' "$spec" >"$data/kernelspec"
say "Kernel: $spec"

say "Checking: notebook 01, cell by cell ..."
"$jdk/bin/java" "${options[@]}" -jar "$data/kernel.jar" run --print "$notebook" 2>/dev/null || fail "The check failed; the lines above say where."

say "Done. Open the notebook:

  $jupyter lab $notebook
"
