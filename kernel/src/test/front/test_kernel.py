"""Jupyter's own test of kernels, on the installed kernel "jacobi", with nothing switched off.

    /usr/bin/python3 kernel/src/test/front/test_kernel.py        (Debian: apt install python3-jupyter-kernel-test)
"""

import unittest

import jupyter_kernel_test


class JacobiTest(jupyter_kernel_test.KernelTests):
    kernel_name = "jacobi"
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_page_something = "mx.grad?"
    code_generate_error = 'throw new IllegalStateException("no");'
    code_inspect_sample = "Math.abs"
    code_clear_output = "clearOutput();"

    completion_samples = [
        {"text": "Math.ab", "matches": {"abs", "absExact"}},
        {"text": "mx.softm", "matches": {"softmax"}},
        {"text": "Integer.MAX_V", "matches": {"MAX_VALUE"}},
    ]
    complete_code_samples = ["1 + 1", "int x = 3;", "for (int i = 0; i < 3; i++) {}", "void f() { }", "%lsmagic"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "int f(", "var s = \"\"\"\n  text", "/* a comment"]
    invalid_code_samples = ["int x = ;", "foo(1))", "class 7 { }"]

    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "mx.grad(mx::sin).apply(mx.array(mx.pi))", "result": "array(-1, dtype=float32)"},
        {"code": "array(1.0, 2.0) * 3 - 1", "result": "array([2, 5], dtype=float32)"},
    ]
    code_display_data = [
        {"code": "display(mx.arange(80).reshape(8, 10));", "mime": "text/html"},
        {"code": 'display("text");', "mime": "text/plain"},
    ]

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 ? 2*"


if __name__ == "__main__":
    unittest.main(verbosity=2)
