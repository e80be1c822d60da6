from django.urls import path

from reports.rendering import views

urlpatterns = [
    path("mentorships/<row:pk>/papers/", views.case_papers, name="case_papers"),
    path("mentorships/<row:pk>/order/draft/", views.order_draft, name="order_draft"),
    path("papers/<row:pk>/", views.paper_page, name="paper"),
    path("papers/<row:pk>/file/", views.paper_file, name="paper_file"),
    path("v/", views.verify, name="verify"),
    path("v/<str:code>", views.verify, name="verify_code"),
]
