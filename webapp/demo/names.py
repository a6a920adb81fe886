"""Names, posts and courses that the invented people of the demo city are made of."""

WOMEN = (
    "Aisyah", "Anisa", "Ayu", "Cahaya", "Citra", "Desi", "Dewi", "Dian", "Eka", "Elsa", "Endah", "Erna", "Fatimah",
    "Fitri", "Gita", "Hesti", "Ida", "Indah", "Intan", "Kartika", "Laila", "Lestari", "Lina", "Maya", "Mega", "Melati",
    "Nadia", "Nia", "Novita", "Nurul", "Puspita", "Putri", "Rahmawati", "Ratna", "Rina", "Rini", "Rosmala", "Salma",
    "Sari", "Siti", "Sri", "Suci", "Tuti", "Umi", "Vina", "Wahyuni", "Wulan", "Yanti", "Yuliana", "Zahra",
)  # fmt: skip
MEN = (
    "Adi", "Agus", "Ahmad", "Akbar", "Andi", "Anwar", "Arif", "Asep", "Bagus", "Bambang", "Bayu", "Budi", "Dedi",
    "Deni", "Dimas", "Eko", "Fajar", "Faisal", "Firman", "Galih", "Hadi", "Hasan", "Hendra", "Herman", "Ilham",
    "Imam", "Irfan", "Iwan", "Joko", "Kurnia", "Lukman", "Maulana", "Muhammad", "Nanda", "Rahmat", "Rangga", "Reza",
    "Ridwan", "Rizki", "Rudi", "Saiful", "Slamet", "Surya", "Syahrul", "Taufik", "Teguh", "Toni", "Wawan", "Yusuf",
    "Zainal",
)  # fmt: skip
FAMILIES = (
    "Alamsyah", "Amalia", "Anggraini", "Aprilia", "Ardiansyah", "Astuti", "Azhari", "Baharuddin", "Damayanti",
    "Darmawan", "Fauzi", "Febriani", "Firdaus", "Gunawan", "Hakim", "Halim", "Handayani", "Harahap", "Hasibuan",
    "Hidayat", "Husin", "Iskandar", "Juwita", "Kurniawan", "Kusuma", "Lubis", "Maharani", "Marlina", "Mulyani",
    "Nasution", "Nugroho", "Nurhayati", "Oktaviani", "Permata", "Pertiwi", "Pranata", "Pratama", "Purnama", "Putra",
    "Rahman", "Ramadhan", "Safitri", "Saputra", "Setiawan", "Siregar", "Susanti", "Syahputra", "Utami", "Wibowo",
    "Wijaya",
)  # fmt: skip
UNITS = {
    "kota": ("Pemerintah Kota Palembang", None),
    "setda": ("Sekretariat Daerah", "kota"),
    "bkpsdm": ("Badan Kepegawaian dan Pengembangan SDM", "setda"),
    "bpkad": ("Badan Pengelolaan Keuangan dan Aset Daerah", "setda"),
    "inspektorat": ("Inspektorat", "setda"),
    "disdukcapil": ("Dinas Kependudukan dan Pencatatan Sipil", "setda"),
    "dishub": ("Dinas Perhubungan", "setda"),
    "dinkes": ("Dinas Kesehatan", "setda"),
    "disdik": ("Dinas Pendidikan", "setda"),
    "diskominfo": ("Dinas Komunikasi dan Informatika", "setda"),
    "dpupr": ("Dinas Pekerjaan Umum dan Penataan Ruang", "setda"),
    "kecamatan_ilir": ("Kecamatan Ilir Barat I", "setda"),
}
# A post, its kind, its echelon or level, the ranks found in it, the education that its holders have.
POSTS = (
    ("Pengadministrasi Umum", "pelaksana", None, ("II/b", "II/c", "II/d", "III/a"), ("SMA", "D3")),
    ("Pengelola Keuangan", "pelaksana", None, ("II/d", "III/a", "III/b"), ("D3", "S1")),
    ("Pengelola Barang Milik Daerah", "pelaksana", None, ("II/d", "III/a", "III/b"), ("D3", "S1")),
    ("Penelaah Teknis Kebijakan", "pelaksana", None, ("III/a", "III/b", "III/c"), ("S1",)),
    ("Kepala Subbagian Umum dan Kepegawaian", "pengawas", "IV.a", ("III/c", "III/d"), ("S1", "S2")),
    ("Kepala Seksi Pelayanan", "pengawas", "IV.a", ("III/c", "III/d"), ("S1", "S2")),
    ("Sekretaris", "administrator", "III.a", ("IV/a", "IV/b"), ("S2",)),
    ("Analis SDM Aparatur", "jf", "Ahli Pertama", ("III/a", "III/b"), ("S1",)),
    ("Analis Kebijakan", "jf", "Ahli Muda", ("III/c", "III/d"), ("S1", "S2")),
    ("Perencana", "jf", "Ahli Muda", ("III/c", "III/d"), ("S1", "S2")),
    ("Pranata Komputer", "jf", "Ahli Pertama", ("III/a", "III/b"), ("S1",)),
    ("Arsiparis", "jf", "Terampil", ("II/c", "II/d"), ("D3",)),
)
# What people of a unit do besides.
OWN_POSTS = {
    "dinkes": (
        ("Perawat", "jf", "Mahir", ("III/a", "III/b"), ("D3", "S1")),
        ("Dokter", "jf", "Ahli Muda", ("III/c", "III/d"), ("S2",)),
    ),
    "disdik": (("Guru", "jf", "Ahli Pertama", ("III/a", "III/b"), ("S1",)),),
    "dishub": (("Penguji Kendaraan Bermotor", "jf", "Terampil", ("II/c", "II/d"), ("D3",)),),
    "inspektorat": (("Auditor", "jf", "Ahli Muda", ("III/c", "III/d"), ("S1", "S2")),),
    "dpupr": (("Teknik Jalan dan Jembatan", "jf", "Ahli Pertama", ("III/a", "III/b"), ("S1",)),),
}
# How the title of a role begins: the post's kind, its echelon, ranks and education of those who hold it.
OFFICES = (
    ("Wali Kota", "", None, (), ()),
    ("Kepala Bidang", "administrator", "III.b", ("III/d", "IV/a"), ("S1", "S2")),
    ("Kepala", "jpt", "II.b", ("IV/b", "IV/c"), ("S2",)),
    ("Sekretaris Daerah", "jpt", "II.a", ("IV/c", "IV/d"), ("S2", "S3")),
    ("Ketua", "jpt", "II.b", ("IV/b", "IV/c"), ("S2",)),
    ("Atasan langsung", "administrator", "III.b", ("III/d", "IV/a"), ("S1", "S2")),
    ("", "pelaksana", None, ("III/a", "III/b", "III/c"), ("S1",)),
)
COURSES = (
    ("Pelayanan Publik Prima", "teknis"),
    ("Pengelolaan Arsip Dinamis", "teknis"),
    ("Keamanan Informasi bagi ASN", "teknis"),
    ("Penyusunan SKP dan Manajemen Kinerja", "teknis"),
    ("Pengadaan Barang/Jasa Tingkat Dasar", "fungsional"),
    ("Analisis Kebijakan Daerah", "fungsional"),
    ("Literasi Data dan Statistik Sektoral", "teknis"),
    ("Antikorupsi dan Pengendalian Gratifikasi", "sosial kultural"),
)
PREDICATES = ("Baik", "Baik", "Baik", "Baik", "Sangat Baik", "Sangat Baik", "Butuh Perbaikan")
