"""`python3 -m unittest discover -s benches/shared`"""

import unittest

from crates import PRODUCT, STANDARD, owner, rows, seconds, sizes

LLD = """\
             VMA              LMA     Size Align Out     In      Symbol
             2a8              2a8       1c     1 .interp
             2a8              2a8       1c     1         <internal>:(.interp)
            1000             1000      100    16         /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o):(.text._ZN6rustls)
            1100             1100       10    16                 rustls::hello
            1200             1200       20     4         /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o):(.eh_frame+0x18)
            2000             2000       40     8         /r/lib/rustlib/x/lib/libstd-fedcba9876543210.rlib(std.o):(.rodata..L1)
            3000             3000      800     8         /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o):(.bss.big)
            4000             4000        8     8         /t/deps/a_product-0123456789abcdef.x.rcgu.o:(.text.main)
               0                0      999     1         /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o):(.debug_str)
"""

GNU = """\
Discarded input sections

 .text.gone     0x0000000000001000      0x500 /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o)

Linker script and memory map

 .text._ZN6rustls_a_long_name
                0x0000000000001000      0x100 /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o)
 .eh_frame      0x0000000000001200       0x20 /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o)
 .rodata        0x0000000000002000       0x40 /r/lib/rustlib/x/lib/libstd-fedcba9876543210.rlib(std.o)
 .bss           0x0000000000003000      0x800 /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o)
 .text.main     0x0000000000004000        0x8 /t/deps/a_product-0123456789abcdef.x.rcgu.o
 .debug_str     0x0000000000000000      0x999 /t/deps/librustls-0123456789abcdef.rlib(rustls-0.rcgu.o)
"""


class Crates(unittest.TestCase):
    def test_both_linkers_tell_the_same(self):
        expected = {"rustls": 0x120, STANDARD: 0x40, PRODUCT: 8}
        self.assertEqual(sizes(LLD, "a-product"), expected)
        self.assertEqual(sizes(GNU, "a-product"), expected)

    def test_a_map_of_another_linker_tells_nothing(self):
        self.assertEqual(sizes("# Path: a\n# Sections:\n0x100 0x20 __TEXT __text\n", "a-product"), {})

    def test_what_is_of_no_crate_is_of_none(self):
        self.assertIsNone(owner("/usr/lib/crt1.o", "a-product"))
        self.assertIsNone(owner("<internal>", "a-product"))

    def test_a_package_is_counted_with_its_build_script_and_for_macros(self):
        self.assertEqual(seconds("ring 1.000 0.500\na-b 0.250 0.000\nring 0.250 0.250\n"), {"ring": 2.0, "a_b": 0.25})

    def test_nothing_is_left_out_of_the_table(self):
        cpu = {"candor": 4.0, "candor_core": 1.0, "a": 3.0, "b": 2.0, "c": 1.0}
        size = {"candor": 40, "a": 30, "c": 10, STANDARD: 5, PRODUCT: 1}
        table = rows(cpu, size, 12.5, 100, ["candor", "candor_core"], most=1)
        self.assertEqual(table[0], ("Candor's own", 5.0, 40))
        self.assertEqual(table[1], ("a", 3.0, 30))
        self.assertEqual(table[2], ("2 more", 3.0, 10))
        self.assertEqual(sum(cpu for _, cpu, _ in table), 12.5)
        self.assertEqual(sum(bytes for _, _, bytes in table), 100)


if __name__ == "__main__":
    unittest.main()
